package dev.messina.sink.cql;

import com.datastax.oss.driver.api.core.data.CqlDuration;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as text: the forms that CQL reads, and ISO-8601 with signs and fractions of a second,
 * as Debezium writes intervals. CQL holds none with two signs.
 */
final class Intervals {

  private static final int YEAR_MONTHS = 12;
  private static final Pattern ISO =
      Pattern.compile(
          "P(?:(-?\\d+)Y)?(?:(-?\\d+)M)?(?:(-?\\d+)D)?"
              + "(?:T(?:(-?\\d+)H)?(?:(-?\\d+)M)?(?:(-?\\d+(?:\\.\\d{1,9})?)S)?)?");

  private Intervals() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   * @throws ArithmeticException if it is longer than CQL's durations
   */
  static CqlDuration parse(String text) {
    Matcher iso = ISO.matcher(text);
    if (text.length() <= 2 || !iso.matches()) {
      return CqlDuration.from(text);
    }
    long months = Math.addExact(Math.multiplyExact(whole(iso, 1), YEAR_MONTHS), whole(iso, 2));
    BigDecimal seconds =
        BigDecimal.valueOf(whole(iso, 4))
            .multiply(BigDecimal.valueOf(3600))
            .add(BigDecimal.valueOf(whole(iso, 5)).multiply(BigDecimal.valueOf(60)))
            .add(iso.group(6) == null ? BigDecimal.ZERO : new BigDecimal(iso.group(6)));
    return CqlDuration.newInstance(
        Math.toIntExact(months),
        Math.toIntExact(whole(iso, 3)),
        seconds.movePointRight(9).longValueExact());
  }

  private static long whole(Matcher iso, int group) {
    return iso.group(group) == null ? 0 : Long.parseLong(iso.group(group));
  }
}
