/** Items of random places of a table, or of a file. */
package dev.messina.cli.plan.sample;
