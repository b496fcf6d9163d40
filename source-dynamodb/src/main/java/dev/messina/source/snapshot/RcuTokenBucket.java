package dev.messina.source.snapshot;

/**
 * Read units that come in at a steady rate. What a page costs is known only after it, so a page may
 * begin whenever anything is left, takes what it is expected to cost, and settles the difference
 * later. What is owed is waited for and never forgiven; what is saved up is at most one second's
 * worth. Not safe for use by several threads.
 */
final class RcuTokenBucket {

  private static final double NANOS = 1e9;
  private static final double BURST_SECONDS = 1;

  private double rate = Double.POSITIVE_INFINITY;
  private double balance;
  private long at;

  RcuTokenBucket(long nowNanos) {
    this.at = nowNanos;
  }

  /**
   * Changes the rate from now on.
   *
   * @param unitsPerSecond above zero, or infinite
   */
  void rate(double unitsPerSecond, long nowNanos) {
    boolean first = Double.isInfinite(rate);
    advance(nowNanos);
    rate = unitsPerSecond;
    if (first && !Double.isInfinite(rate)) {
      balance += burst();
    }
    balance = Math.min(balance, burst());
  }

  double rate() {
    return rate;
  }

  /** Whether anything is left. */
  boolean isOpen(long nowNanos) {
    advance(nowNanos);
    return Double.isInfinite(rate) || balance > 0;
  }

  /** Takes units out; with a negative number, puts them back. */
  void take(double units) {
    if (!Double.isInfinite(rate)) {
      balance = Math.min(burst(), balance - units);
    }
  }

  private void advance(long nowNanos) {
    long elapsed = Math.max(0, nowNanos - at);
    at = Math.max(at, nowNanos);
    if (Double.isInfinite(rate)) {
      // Nothing is owed to an unlimited budget.
      balance = 0;
    } else {
      balance = Math.min(burst(), balance + rate * elapsed / NANOS);
    }
  }

  private double burst() {
    return rate * BURST_SECONDS;
  }
}
