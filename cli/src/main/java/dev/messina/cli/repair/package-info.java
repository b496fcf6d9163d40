/**
 * Mends single rows: the source reads their items again as an epoch, and rows without an item are
 * swept below it. The line: what is wanted ({@link dev.messina.cli.repair.Wanted}), signals to the
 * source ({@link dev.messina.cli.repair.SourceReading}), what the topic and the dead-letter queue
 * show for it, the sweep of listed rows, a report, an audit. Never writes a value.
 */
package dev.messina.cli.repair;
