package dev.messina.sink.mutation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A CQL write timestamp in microseconds since 1970, within the range that can be meant. */
public record WriteTimestamp(long micros) {

  /** Nothing was written before; a lower number is one in another unit. */
  public static final Instant EARLIEST = Instant.parse("2007-01-01T00:00:00Z");

  private static final long EARLIEST_MICROS = EARLIEST.toEpochMilli() * 1_000;

  /** Beyond it ScyllaDB refuses the write, and until then nothing else could change the row. */
  static final Duration AHEAD_MAX = Duration.ofDays(3);

  /**
   * How far write timestamps of one row lie apart at the least, as the source makes them: room for
   * a tombstone just before each, and for {@link #GENERATION_MAX}.
   */
  static final long STEP_MICROS = 100;

  /**
   * A generation raises write timestamps by two microseconds, and must stay below the next step.
   */
  static final int GENERATION_MAX = 49;

  /** Where the row's tombstone goes: under this image and over every earlier one. */
  public long justBefore() {
    return micros - 1;
  }

  /** Counted from the earliest time, where it loses to whatever bears the time of a clock. */
  static long ofOffset(long offset) {
    return EARLIEST_MICROS + offset * STEP_MICROS;
  }

  static long ofGeneration(int generation) {
    return 2L * generation;
  }

  static boolean isPlausible(long micros, Clock clock) {
    return micros >= EARLIEST_MICROS && micros <= (clock.millis() + AHEAD_MAX.toMillis()) * 1_000;
  }
}
