/** Signals to a source: sent to its control topic, and what it has answered. */
package dev.messina.cli.signal;
