package dev.messina.cli.sweep;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A line in the write timestamps of a table: all that the source sends later lies at it or above.
 *
 * @param micros the write timestamp of every row that was read in it, in microseconds since 1970
 */
public record Epoch(long micros) {

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
