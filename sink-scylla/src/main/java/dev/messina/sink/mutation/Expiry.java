package dev.messina.sink.mutation;

import dev.messina.record.WriteTimestampHeader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.header.Header;

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

  static final class Expiries {

    static final String HEADER = "messina.expires.at";

    /**
     * DynamoDB keeps an item that has expired longer ago, as one whose number means something else.
     */
    private static final Duration TOO_LONG_AGO = Duration.ofDays(5 * 365);

    private final boolean fromHeader;
    private final long lifetimeSeconds;
    private final Clock clock;

    /**
     * @param fromHeader whether the header is followed or skipped
     * @param lifetimeSeconds of rows without a header, from their write timestamp on; 0 for rows
     *     that stay
     */
    Expiries(boolean fromHeader, long lifetimeSeconds, Clock clock) {
      this.fromHeader = fromHeader;
      this.lifetimeSeconds = lifetimeSeconds;
      this.clock = clock;
    }

    /**
     * @param header of the record; null without one
     */
    Expiry of(Header header, RecordCoordinates where, WriteTimestamp writtenAt) {
      Object value = fromHeader && header != null ? HeaderValues.of(header) : null;
      if (value != null) {
        return ofItem(value, where);
      }
      return lifetimeSeconds == 0
          ? Expiry.NEVER
          : new Expiry(TimeUnit.MICROSECONDS.toSeconds(writtenAt.micros()) + lifetimeSeconds);
    }

    private Expiry ofItem(Object value, RecordCoordinates where) {
      Long seconds = WriteTimestampHeader.int64(value);
      if (seconds == null) {
        throw where.error(
            "header '"
                + HEADER
                + "' is no expiry; it must be an integer of seconds since 1970, as int64, digits or"
                + " 8 bytes");
      }
      boolean forgotten = seconds < clock.instant().minus(TOO_LONG_AGO).getEpochSecond();
      return forgotten ? Expiry.NEVER : new Expiry(seconds);
    }
  }
}
