package dev.messina.source.metrics;

import java.time.Duration;
import java.time.Instant;

/** Time that has passed; never less than nothing, since clocks may be set back. */
final class Ages {

  private Ages() {}

  static long millis(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toMillis());
  }

  static long seconds(Instant from, Instant to) {
    return millis(from, to) / 1_000;
  }
}
