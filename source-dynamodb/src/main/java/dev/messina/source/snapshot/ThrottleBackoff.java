package dev.messina.source.snapshot;

import java.time.Duration;

/**
 * A limit that throttling puts on the rate: half of what was read when it happened, doubling with
 * time until it no longer counts.
 */
final class ThrottleBackoff {

  /** Several calls that are throttled at once are one event. */
  private static final long ONE_EVENT_NANOS = Duration.ofSeconds(1).toNanos();

  private static final double DOUBLES_IN_NANOS = Duration.ofSeconds(30).toNanos();
  private static final double DECREASE = 0.5;
  private static final double SLOWEST = 1;
  private static final double DOUBLINGS_UNTIL_OVER = 20;

  private double limit = Double.POSITIVE_INFINITY;
  private long since;

  /**
   * A call was throttled.
   *
   * @param unitsPerSecond what was read when it happened
   */
  void throttled(double unitsPerSecond, long nowNanos) {
    if (!Double.isInfinite(limit) && nowNanos - since < ONE_EVENT_NANOS) {
      return;
    }
    limit = Math.max(SLOWEST, DECREASE * Math.min(unitsPerSecond, rate(nowNanos)));
    since = nowNanos;
  }

  /** Units per second; infinite where nothing was throttled for long. */
  double rate(long nowNanos) {
    double doublings = (nowNanos - since) / DOUBLES_IN_NANOS;
    return doublings > DOUBLINGS_UNTIL_OVER
        ? Double.POSITIVE_INFINITY
        : limit * Math.pow(2, doublings);
  }
}
