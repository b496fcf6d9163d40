package dev.messina.source.fetch;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before a call is repeated: doubling, with jitter, up to a limit. */
public final class Backoff {

  /** No wait is longer. */
  public static final Duration LONGEST = Duration.ofSeconds(20);

  private static final long FIRST_MS = 200;
  private static final int DOUBLINGS_MAX = 16;

  private final RandomGenerator random;

  public Backoff(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The wait before a repetition, between half and all of what it has doubled to.
   *
   * @param attempt how many times the call has failed, from 1
   */
  public Duration before(int attempt) {
    long doubled = FIRST_MS << Math.min(attempt - 1, DOUBLINGS_MAX);
    long full = Math.min(LONGEST.toMillis(), doubled);
    return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
  }
}
