package dev.messina.sink.mutation;

import dev.messina.record.WriteTimestampHeader;
import java.time.Clock;
import java.time.Duration;

/** A CQL write timestamp in microseconds since 1970, within the range that can be meant. */
public record WriteTimestamp(long micros) {

  /** Beyond it ScyllaDB refuses the write, and until then nothing else could change the row. */
  static final Duration AHEAD_MAX = Duration.ofDays(3);

  /**
   * A generation raises write timestamps by two microseconds, and must stay below the next step,
   * {@link WriteTimestampHeader#STEP_MICROS}.
   */
  static final int GENERATION_MAX = 49;

  /** Where the row's tombstone goes: under this image and over every earlier one. */
  public long justBefore() {
    return micros - 1;
  }

  /** Counted from the earliest time, where it loses to whatever bears the time of a clock. */
  static long ofOffset(long offset) {
    return WriteTimestampHeader.EARLIEST_MICROS + offset * WriteTimestampHeader.STEP_MICROS;
  }

  static long ofGeneration(int generation) {
    return 2L * generation;
  }

  static boolean isPlausible(long micros, Clock clock) {
    return micros >= WriteTimestampHeader.EARLIEST_MICROS
        && micros <= (clock.millis() + AHEAD_MAX.toMillis()) * 1_000;
  }
}
