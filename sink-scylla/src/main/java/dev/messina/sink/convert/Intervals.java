package dev.messina.sink.convert;

import com.datastax.oss.driver.api.core.data.CqlDuration;
import java.time.Duration;
import java.time.Period;
import java.util.regex.Pattern;

/**
 * Durations as text: the forms that CQL reads, and ISO-8601 with signs and fractions of a second,
 * as Debezium writes intervals. CQL holds none with two signs.
 */
final class Intervals {

  private static final Pattern ISO = Pattern.compile("P[-0-9YMD]*(?:T[-0-9HMS.]+)?");

  private Intervals() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   * @throws java.time.DateTimeException if it is none
   * @throws ArithmeticException if it is longer than CQL's durations
   */
  static CqlDuration parse(String text) {
    try {
      return CqlDuration.from(text);
    } catch (IllegalArgumentException other) {
      if (!ISO.matcher(text).matches()) {
        throw other;
      }
      return iso(text);
    }
  }

  private static CqlDuration iso(String text) {
    int at = text.indexOf('T');
    String date = at < 0 ? text : text.substring(0, at);
    Period days = date.equals("P") ? Period.ZERO : Period.parse(date);
    Duration time = at < 0 ? Duration.ZERO : Duration.parse("P" + text.substring(at));
    return CqlDuration.newInstance(
        Math.toIntExact(days.toTotalMonths()), days.getDays(), time.toNanos());
  }
}
