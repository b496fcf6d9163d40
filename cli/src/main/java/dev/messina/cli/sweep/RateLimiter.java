package dev.messina.cli.sweep;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Keeps to a number of rows per second, over all that were read since it began. */
final class RateLimiter {

  private final long rowsPerSecond;
  private final LongSupplier nanoTime;
  private final long beganNanos;
  private long rows;

  /**
   * @param rowsPerSecond above zero
   */
  RateLimiter(long rowsPerSecond, LongSupplier nanoTime) {
    this.rowsPerSecond = rowsPerSecond;
    this.nanoTime = nanoTime;
    this.beganNanos = nanoTime.getAsLong();
  }

  /** Counts rows, and says how long to rest after them, in nanoseconds. */
  long restNanos(int more) {
    rows += more;
    double dueNanos = (double) rows / rowsPerSecond * TimeUnit.SECONDS.toNanos(1);
    return Math.max(0, (long) dueNanos - (nanoTime.getAsLong() - beganNanos));
  }
}
