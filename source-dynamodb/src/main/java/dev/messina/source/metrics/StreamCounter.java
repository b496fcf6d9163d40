package dev.messina.source.metrics;

/** What is counted about the stream of a table, since the task started. */
enum StreamCounter {
  EVENTS,
  CREATES,
  UPDATES,
  DELETES,
  FINISHED,
  REFRESHES,
  DATA_LOSSES,
  OVERSIZE,
  TTL_SKIPPED,
  DROPPED
}
