package dev.messina.source.stream;

/** What becomes of changes that were trimmed before they were read. */
public enum DataLossPolicy {
  /** The task stops and names the data loss. */
  FAIL,
  /** The table is scanned again under a later epoch. */
  RESNAPSHOT,
  /** Reading goes on; the data loss is counted and logged, and stays. */
  CONTINUE
}
