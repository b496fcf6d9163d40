package dev.messina.source.metrics;

/** What becomes of the snapshot of a table. */
public enum SnapshotState {
  NOT_BEGUN,
  RUNNING,
  PAUSED,
  COMPLETED,
  /** Ended before it was complete: by a signal, a newer epoch or a failure. */
  ABORTED
}
