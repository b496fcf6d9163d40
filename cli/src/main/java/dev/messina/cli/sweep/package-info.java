/**
 * Deletes the rows of items that were deleted at the source while nobody looked. The line: the
 * connectors' own configurations ({@link dev.messina.cli.sweep.SweepRoute}), whether a whole-table
 * epoch is complete and applied ({@link dev.messina.cli.sweep.Readiness}), the target's rows, a
 * judgement of each, deletions, a report. Knows Connect's REST API, Kafka and CQL; never reads or
 * writes DynamoDB.
 */
package dev.messina.cli.sweep;
