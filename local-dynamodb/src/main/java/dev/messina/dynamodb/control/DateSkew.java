package dev.messina.dynamodb.control;

import dev.messina.dynamodb.clock.ServerClock;
import dev.messina.dynamodb.http.HttpReply;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How far the {@code Date} of answers is from the server's clock. */
public final class DateSkew {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final ServerClock clock;
  private volatile Duration skew = Duration.ZERO;

  DateSkew(ServerClock clock) {
    this.clock = clock;
  }

  /**
   * @param next may be negative
   */
  public void set(Duration next) {
    skew = next;
  }

  HttpReply on(HttpReply reply) {
    boolean right = skew.isZero() && reply.headers().containsKey("Date");
    return right ? reply : reply.with("Date", DATE.format(clock.now().plus(skew)));
  }
}
