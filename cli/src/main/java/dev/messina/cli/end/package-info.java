/** What is kept of a migration when it is over, and what there is to remove. It removes nothing. */
package dev.messina.cli.end;
