package dev.messina.source;

/** What becomes of changes that were trimmed before they were read. */
enum DataLossPolicy {
  /** The task stops and names the data loss. */
  FAIL,
  /** The table is scanned again under a later epoch. */
  RESNAPSHOT,
  /** Reading goes on; the data loss is counted and logged, and stays. */
  CONTINUE
}
