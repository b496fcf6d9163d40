package dev.messina.sink.mutation;

import java.time.Instant;

/**
 * When a row ceases to be. The server is told how long that is from now on, so that it must be
 * worked out again whenever the row is sent: a lifetime once computed would grow with each repeat.
 *
 * @param seconds since 1970
 */
public record Expiry(long seconds) {

  public static final Expiry NEVER = new Expiry(Long.MAX_VALUE);

  /** The longest lifetime that CQL takes, in seconds: 20 years. */
  public static final int LIFETIME_MAX = 630_720_000;

  /** Whether the row stays. */
  public boolean isNever() {
    return seconds == NEVER.seconds;
  }

  /** Whether the row has ceased to be, or does so within the second that has begun. */
  public boolean isPast(Instant now) {
    return seconds <= wholeSeconds(now);
  }

  /**
   * The lifetime that remains, in seconds, as {@code USING TTL} takes it: 1 to {@link
   * #LIFETIME_MAX}, or 0 for a row that stays. Ask {@link #isPast} first.
   */
  public int lifetime(Instant now) {
    if (isNever()) {
      return 0;
    }
    return (int) Math.min(seconds - wholeSeconds(now), LIFETIME_MAX);
  }

  /** Rounded up, so that no row outlives its expiry. */
  private static long wholeSeconds(Instant now) {
    return now.getEpochSecond() + (now.getNano() == 0 ? 0 : 1);
  }
}
