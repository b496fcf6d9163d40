package dev.messina.plugin;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waiting times between attempts: doubling, capped, and with jitter, so that what failed together
 * does not return as one.
 *
 * @param first the longest wait after the first failure
 * @param max no wait is longer
 */
public record Backoff(Duration first, Duration max, RandomGenerator random) {

  private static final int DOUBLINGS_MAX = 16;

  /**
   * How long to wait before the next attempt: between half and all of the current step.
   *
   * @param failures how often it has failed, at least once
   */
  public Duration after(int failures) {
    long step = first.toMillis() << Math.min(failures - 1, DOUBLINGS_MAX);
    long capped = Math.min(step, max.toMillis());
    return Duration.ofMillis(capped / 2 + random.nextLong(capped / 2 + 1));
  }
}
