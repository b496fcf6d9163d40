package dev.messina.source.change;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/**
 * The instant from which a table is carried over. Every row of the snapshot is written at {@code
 * epochMicros}, every change of the stream later.
 *
 * @param epochMicros in microseconds since 1970, a multiple of {@link WriteClock#STEP_MICROS}
 * @param streamStartMicros changes before it are in the snapshot for certain, in microseconds since
 *     1970
 */
public record Epoch(long epochMicros, long streamStartMicros) {

  /**
   * Chooses an epoch.
   *
   * @param now DynamoDB's time, as far as it is known
   * @param earliestNow the earliest that it may be by any clock, or null where DynamoDB said none
   * @param overlap how far the stream reaches back before the epoch: more than twice the error of
   *     the clocks, the staleness of a read and the grain of the stream's clock together
   * @param writeTimestampMin above every write timestamp that was given before the state was lost,
   *     or null
   */
  public static Epoch choose(
      Instant now, Instant earliestNow, Duration overlap, Instant writeTimestampMin) {
    long epoch = after(now, writeTimestampMin == null ? 0 : micros(writeTimestampMin));
    return new Epoch(epoch, streamStart(epoch, now, earliestNow, overlap));
  }

  /**
   * A later epoch.
   *
   * @param highestMicros the highest write timestamp that was given so far, in microseconds since
   *     1970
   * @return a multiple of {@link WriteClock#STEP_MICROS} above it and not before the current second
   */
  public static long after(Instant now, long highestMicros) {
    long floored = micros(now.truncatedTo(ChronoUnit.SECONDS));
    long lowest =
        Math.max(floored, highestMicros == 0 ? 0 : highestMicros + WriteClock.STEP_MICROS);
    return -Math.floorDiv(-lowest, WriteClock.STEP_MICROS) * WriteClock.STEP_MICROS;
  }

  /**
   * Where a stream begins to count. The epoch may be ahead of a clock; the stream start watermark
   * must not be, or changes would be skipped that the snapshot does not hold yet.
   */
  public static long streamStart(
      long epochMicros, Instant now, Instant earliestNow, Duration overlap) {
    long earliest =
        Stream.of(now, earliestNow == null ? now : earliestNow)
            .mapToLong(Epoch::micros)
            .reduce(epochMicros, Math::min);
    return earliest - micros(overlap);
  }

  /** Microseconds since 1970. */
  public static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  /** The instant of a number of microseconds since 1970. */
  public static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static long micros(Duration duration) {
    return duration.toMillis() * 1_000;
  }
}
