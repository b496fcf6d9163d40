/** Waiting until all that was written before a time is applied. */
package dev.messina.cli.drain;
