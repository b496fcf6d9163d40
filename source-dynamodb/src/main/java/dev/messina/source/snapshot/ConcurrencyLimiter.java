package dev.messina.source.snapshot;

import java.time.Duration;

/**
 * Lets a scan be no wider than the table answers well. The width is how many pages may be under way
 * at once; below one, the scan rests between two pages so that it is busy only for that part of the
 * time.
 *
 * <p>A page is slow when the smoothed response time passes three times the table's own normal, but
 * never below a tenth of the bound, and always at the bound. The normal is learned: it falls
 * quickly and rises slowly. While pages are slow the width falls by a third each time, once per
 * change that can have shown its effect; otherwise it grows by a quarter for every round of pages.
 */
final class ConcurrencyLimiter {

  private static final double NORMAL_MULTIPLE = 3;
  private static final double LOWEST_BOUND = 0.1;
  private static final double SMOOTHING = 0.3;
  private static final double NORMAL_FALLS = 0.1;
  private static final double NORMAL_RISES_IN_NANOS = Duration.ofHours(1).toNanos();
  private static final double DECREASE = 2.0 / 3;
  private static final double INCREASE = 0.25;
  private static final double NARROWEST = 0.05;
  private static final long LONGEST_REST_NANOS = Duration.ofSeconds(30).toNanos();

  private final double boundNanos;
  private final int widest;
  private double width;
  private double normal;
  private double smoothed;
  private long sampledAt;
  private long changedAt = Long.MIN_VALUE;

  /**
   * @param widest how many pages can be under way at most
   * @param bound the longest good response time of a page; zero if any is good
   */
  ConcurrencyLimiter(int widest, Duration bound) {
    this.widest = Math.max(1, widest);
    this.boundNanos = bound.toNanos();
    this.width = isOff() ? this.widest : 1;
  }

  /** How many pages may be under way at once. */
  int pages() {
    return (int) Math.max(1, width);
  }

  /** How long to rest after a page, in nanoseconds. */
  long restNanos(Duration elapsed) {
    return width >= 1
        ? 0
        : (long) Math.min(LONGEST_REST_NANOS, elapsed.toNanos() * (1 / width - 1));
  }

  /** Whether pages come slower than they should. */
  boolean isSlow() {
    return !isOff() && smoothed > slowNanos();
  }

  Duration normal() {
    return Duration.ofNanos((long) normal);
  }

  Duration smoothed() {
    return Duration.ofNanos((long) smoothed);
  }

  double width() {
    return width;
  }

  /**
   * A page has come.
   *
   * @param begunNanos when it was asked for
   * @param full whether as many pages were under way as the width allows
   */
  void answered(long begunNanos, Duration elapsed, boolean full, long nowNanos) {
    if (isOff()) {
      return;
    }
    learn(elapsed.toNanos(), nowNanos);
    if (begunNanos < changedAt) {
      // Asked for at the old width; it says nothing of the new one.
      return;
    }
    if (isSlow()) {
      width = Math.max(NARROWEST, Math.min(width, widest) * DECREASE);
      changedAt = nowNanos;
    } else if (full) {
      width = Math.min(widest, width + INCREASE * Math.min(1 / width, 2 * width));
    }
  }

  private void learn(double nanos, long nowNanos) {
    if (normal == 0) {
      normal = nanos;
      smoothed = nanos;
    } else {
      smoothed += SMOOTHING * (nanos - smoothed);
      double rises = -Math.expm1(-(nowNanos - sampledAt) / NORMAL_RISES_IN_NANOS);
      normal += (smoothed < normal ? NORMAL_FALLS : rises) * (smoothed - normal);
    }
    sampledAt = nowNanos;
  }

  private double slowNanos() {
    return Math.max(boundNanos * LOWEST_BOUND, Math.min(boundNanos, normal * NORMAL_MULTIPLE));
  }

  private boolean isOff() {
    return boundNanos == 0;
  }
}
