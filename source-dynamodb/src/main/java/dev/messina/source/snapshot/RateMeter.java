package dev.messina.source.snapshot;

import java.time.Duration;

/** How much there is of something in a second, averaged over the last while. */
final class RateMeter {

  private static final double NANOS = 1e9;

  /** A rate of less than this long is guesswork. */
  private static final double AGE_MIN_SECONDS = 1;

  private final double windowSeconds;
  private final long begun;
  private double decayed;
  private long at;

  RateMeter(Duration window, long nowNanos) {
    this.windowSeconds = window.toNanos() / NANOS;
    this.begun = nowNanos;
    this.at = nowNanos;
  }

  void add(double amount, long nowNanos) {
    decay(nowNanos);
    decayed += amount;
  }

  double perSecond(long nowNanos) {
    decay(nowNanos);
    double age = Math.max(AGE_MIN_SECONDS, (at - begun) / NANOS);
    return decayed / (windowSeconds * -Math.expm1(-age / windowSeconds));
  }

  private void decay(long nowNanos) {
    if (nowNanos > at) {
      decayed *= Math.exp(-(nowNanos - at) / NANOS / windowSeconds);
      at = nowNanos;
    }
  }
}
