package dev.messina.sink.write;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waiting times between attempts: doubling, capped, and spread so that writes don't return as one.
 */
record Backoff(Duration first, Duration max, RandomGenerator random) {

  private static final int DOUBLINGS_MAX = 20;

  /**
   * How long to wait before the next attempt: between half and all of the current step.
   *
   * @param failures how often the write has failed, at least once
   */
  Duration after(int failures) {
    long step = first.toMillis() << Math.min(failures - 1, DOUBLINGS_MAX);
    long capped = Math.min(step, max.toMillis());
    return Duration.ofMillis(capped / 2 + random.nextLong(capped / 2 + 1));
  }
}
