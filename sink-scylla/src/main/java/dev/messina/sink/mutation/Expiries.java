package dev.messina.sink.mutation;

import dev.messina.record.WriteTimestampHeader;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.header.Header;

final class Expiries {

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
   * @param lifetimeSeconds of rows without a header, from their write timestamp on; 0 for rows that
   *     stay
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
              + "' is no expiry; it must be an integer of seconds since 1970, as int64, digits or 8"
              + " bytes");
    }
    boolean forgotten = seconds < clock.instant().minus(TOO_LONG_AGO).getEpochSecond();
    return forgotten ? Expiry.NEVER : new Expiry(seconds);
  }
}
