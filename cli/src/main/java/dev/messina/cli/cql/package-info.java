/** Statements in CQL from the command line or a file, and their rows as text. */
package dev.messina.cli.cql;
