/** Items that come from files. */
package dev.messina.cli.item;
