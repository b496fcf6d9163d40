package dev.messina.source;

/** What becomes of changes that were trimmed before they were read. */
enum GapPolicy {
  /** The task stops and names the gap. */
  FAIL,
  /** The table is scanned again under a later epoch. */
  RESNAPSHOT,
  /** Reading goes on; the gap is counted and logged, and stays. */
  CONTINUE
}
