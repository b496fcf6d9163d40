/** The last steps of a migration: the gate, the drain, the final check and what is kept of them. */
package dev.messina.cli.cutover;
