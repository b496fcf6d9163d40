package dev.messina.source.change;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/**
 * The instant from which a table is carried over. Every row of the snapshot is written at {@code
 * epochMicros}, every change of the stream later.
 *
 * @param epochMicros in microseconds since 1970, a multiple of {@link Lineage#STEP_MICROS}
 * @param cutMicros changes before it are in the snapshot for certain, in microseconds since 1970
 */
public record Epoch(long epochMicros, long cutMicros) {

  /**
   * Chooses an epoch.
   *
   * @param workerNow the worker's clock
   * @param serverNow DynamoDB's own clock, or null where it did not say
   * @param overlap how far the stream reaches back behind the epoch: more than twice the error of
   *     the clocks, the staleness of a read and the grain of the stream's clock together
   */
  public static Epoch choose(Instant workerNow, Instant serverNow, Duration overlap) {
    long floored = micros(workerNow.truncatedTo(ChronoUnit.SECONDS));
    long epoch = -Math.floorDiv(-floored, Lineage.STEP_MICROS) * Lineage.STEP_MICROS;
    // The epoch may be ahead of a clock; the cut must not be, or changes would be skipped that the
    // snapshot does not hold yet.
    long earliest =
        Stream.of(workerNow, serverNow == null ? workerNow : serverNow)
            .mapToLong(Epoch::micros)
            .reduce(epoch, Math::min);
    return new Epoch(epoch, earliest - micros(overlap));
  }

  /** Microseconds since 1970. */
  public static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static long micros(Duration duration) {
    return duration.toMillis() * 1_000;
  }
}
