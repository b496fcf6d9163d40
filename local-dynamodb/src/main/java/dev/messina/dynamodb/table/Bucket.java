package dev.messina.dynamodb.table;

import java.time.Duration;
import java.time.Instant;

/** Units that come in at a rate and can be saved up; one request may overdraw them. */
final class Bucket {

  private static final double NANOS = 1e9;

  private Instant filled;
  private double units = Double.POSITIVE_INFINITY;

  Bucket(Instant at) {
    filled = at;
  }

  /**
   * @param rate units a second
   * @param savedUp what comes in during that time is kept at most
   */
  void refill(Instant at, double rate, Duration savedUp) {
    double seconds = Duration.between(filled, at).toNanos() / NANOS;
    double most = rate * (savedUp.toNanos() / NANOS);
    units = Math.min(most, units + Math.max(0, seconds) * rate);
    filled = at;
  }

  boolean isEmpty() {
    return units <= 0;
  }

  void take(double some) {
    units -= some;
  }
}
