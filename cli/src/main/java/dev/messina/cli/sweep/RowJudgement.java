package dev.messina.cli.sweep;

import java.util.List;

/**
 * What the write timestamps of a row's cells say of it.
 *
 * @param epoch rows that show it or later were seen alive
 * @param generation the sink's {@code mapping.generation}, by twice of which it raises write
 *     timestamps
 */
record RowJudgement(Epoch epoch, int generation) {

  /**
   * @param writeMicros of the cells that have one
   */
  RowKind of(List<Long> writeMicros) {
    if (writeMicros.stream().anyMatch(this::isForeign)) {
      return RowKind.FOREIGN;
    }
    if (writeMicros.isEmpty()) {
      return RowKind.UNDATED;
    }
    return writeMicros.stream().anyMatch(time -> time >= epoch.micros())
        ? RowKind.LIVE
        : RowKind.GONE;
  }

  /** Write timestamps of changes are whole steps, to which a generation adds 2. */
  private boolean isForeign(long time) {
    long within = Math.floorMod(time, Epoch.STEP_MICROS);
    return within % 2 != 0 || within > 2L * generation;
  }
}
