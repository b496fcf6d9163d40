package dev.messina.dynamodb.control;

import java.time.Duration;
import java.time.Instant;

/** Lets so many through in a second by the server's clock, of which one second is saved up. */
public final class Allowance {

  private static final double NANOS = 1e9;

  private final double perSecond;
  private double left;
  private Instant filled;

  /**
   * @param perSecond 0 lets nothing through
   */
  public Allowance(double perSecond) {
    if (!(perSecond >= 0)) {
      throw new IllegalArgumentException("A rate is 0 or more, not " + perSecond);
    }
    this.perSecond = perSecond;
    this.left = perSecond;
  }

  synchronized boolean take(Instant at, double units) {
    if (filled != null) {
      double seconds = Math.max(0, Duration.between(filled, at).toNanos() / NANOS);
      left = Math.min(perSecond, left + seconds * perSecond);
    }
    filled = at;
    if (left <= 0) {
      return false;
    }
    left -= units;
    return true;
  }
}
