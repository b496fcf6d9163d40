package dev.messina.shadow;

/** What a check of one key has found. */
public enum Answer {
  /** Every row is as its item has it. */
  EQUAL,
  /** They differ, and that may be lag: the frontier will tell. */
  OPEN,
  /** They differ, and that was counted, now or before. */
  DIFFERENT,
  /** There was no row to look at. */
  UNCOMPARED,
  /** One side could not be read. */
  FAILED
}
