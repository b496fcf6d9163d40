package dev.messina.dynamodb.table;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The time whose state a read sees.
 *
 * @param asOf empty: the latest
 */
public record ReadTime(Optional<Instant> asOf) {

  public static final ReadTime LATEST = new ReadTime(Optional.empty());

  /** Some time in the span before a time. */
  static ReadTime stale(Instant at, Duration most) {
    if (most.isZero()) {
      return LATEST;
    }
    long lag = ThreadLocalRandom.current().nextLong(most.toNanos() + 1);
    return new ReadTime(Optional.of(at.minusNanos(lag)));
  }
}
