package dev.messina.cli.sweep;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An epoch in which every item of a table was read.
 *
 * @param micros the write timestamp of every row that was read in it, in microseconds since 1970
 * @param segments into how many the scan was cut
 * @param items how many items the scan has read
 */
public record WholeTableEpoch(long micros, int segments, long items) {

  /** Write timestamps and epochs are multiples of it, in microseconds. */
  static final long STEP_MICROS = 100;

  /**
   * The write timestamp of the deletions. All that was written before the epoch lies below it,
   * whatever the {@code mapping.generation}, which adds less than a step; all of the epoch and of
   * later changes lies above it.
   */
  public long deletionMicros() {
    return micros - 1;
  }

  /** The epoch as an instant. */
  public Instant instant() {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
