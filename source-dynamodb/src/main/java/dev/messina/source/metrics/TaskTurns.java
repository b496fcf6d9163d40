package dev.messina.source.metrics;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * When Connect last asked the task for records. It asks again only when Kafka has taken those
 * before, so a long silence says that Kafka does not.
 */
final class TaskTurns {

  private static final long SILENCE = TimeUnit.SECONDS.toNanos(30);

  private final LongSupplier nanoTime;
  private volatile long last;

  /**
   * @param nanoTime a clock that never steps
   */
  TaskTurns(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.last = nanoTime.getAsLong();
  }

  void turned() {
    last = nanoTime.getAsLong();
  }

  long seconds() {
    return TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - last);
  }

  boolean areMissing() {
    return nanoTime.getAsLong() - last >= SILENCE;
  }
}
