package dev.messina.dynamodb.control;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** How often a rule does what it does. Safe for use by several threads. */
public final class Dose {

  private final double rate;
  private final AtomicLong left;

  private Dose(double rate, long left) {
    if (!(rate > 0 && rate <= 1) || left < 0) {
      throw new IllegalArgumentException(
          "A rule holds for a share of requests above 0 and up to 1, and for some of them");
    }
    this.rate = rate;
    this.left = new AtomicLong(left);
  }

  public static Dose always() {
    return new Dose(1, Long.MAX_VALUE);
  }

  /** The next requests, as many. */
  public static Dose times(long count) {
    return new Dose(1, count);
  }

  /**
   * A share of all requests.
   *
   * @param share above 0 and up to 1
   */
  public static Dose rate(double share) {
    return new Dose(share, Long.MAX_VALUE);
  }

  /** Whether this request is one of them. */
  boolean take() {
    return (rate == 1 || ThreadLocalRandom.current().nextDouble() < rate)
        && left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
  }
}
