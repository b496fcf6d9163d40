package dev.messina.cli.ready;

/**
 * Dead letters of a table.
 *
 * @param open so many are of changes that the target lacks
 * @param unknown of so many nobody can tell
 * @param skipped so many older ones were not read
 * @param oversize so many changes were too big for the topic
 * @param unseen whether the sink skips bad records and keeps none of them
 */
record Letters(long open, long unknown, long skipped, long oversize, boolean unseen) {}
