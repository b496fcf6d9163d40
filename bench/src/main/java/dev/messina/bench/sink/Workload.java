package dev.messina.bench.sink;

/** Which rows are written. */
enum Workload {
  /** Every row has a partition of its own. */
  DISTINCT(1, 1, false),

  /** The same rows as of another producer: none of them has the header of ItemToRow. */
  FOREIGN(1, 1, false),

  /** As many rows of a partition follow each other as are in a batch of the bare loop. */
  CLUSTERED(32, 1, false),

  /** The rows of {@link #DISTINCT} with attributes removed, over those. */
  REMOVED(1, 2, true),

  /** The whole rows again, over {@link #REMOVED}: the plain insert beside which that is seen. */
  REWRITTEN(1, 3, false);

  private static final long FIRST_WRITE_TIMESTAMP_MICROS = 1_750_000_000_000_000L;
  private static final long STEP_MICROS = 100;

  private final int rowsPerPartition;
  private final long writeTimestampMicros;
  private final boolean attributesRemoved;

  Workload(int rowsPerPartition, int generation, boolean attributesRemoved) {
    this.rowsPerPartition = rowsPerPartition;
    this.writeTimestampMicros = FIRST_WRITE_TIMESTAMP_MICROS + generation * STEP_MICROS;
    this.attributesRemoved = attributesRemoved;
  }

  int rowsPerPartition() {
    return rowsPerPartition;
  }

  long writeTimestampMicros() {
    return writeTimestampMicros;
  }

  boolean attributesRemoved() {
    return attributesRemoved;
  }

  /** Whether it begins with an empty table. */
  boolean isFirst() {
    return this == DISTINCT || this == FOREIGN || this == CLUSTERED;
  }

  /** Whether the rows are those of this project's own pipeline. */
  boolean isOwn() {
    return this != FOREIGN;
  }
}
