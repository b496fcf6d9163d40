package dev.messina.sink.convert;

import com.datastax.oss.driver.api.core.data.CqlDuration;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import dev.messina.sink.convert.Conversions.ValueConversion;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Exact conversions to CQL's dates and times. */
final class Times {

  private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();
  private static final long DAY_NANOS = Duration.ofDays(1).toNanos();
  private static final long MS_NANOS = Duration.ofMillis(1).toNanos();
  static final String UNIT_NOT_NAMED = ", whose unit is not named";
  static final String NAME_THE_UNIT =
      "name it in " + ColumnConversions.OPTION + ": s, ms, us or ns";
  private static final String CORRECT_OR_NAME_THE_UNIT =
      "correct the data or, for numbers, name the unit in " + ColumnConversions.OPTION;
  private static final DateTimeFormatter THREE_DIGITS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  private Times() {}

  /**
   * The conversions of numbers that count a unit, and of times to such numbers. What is no number
   * is converted as without it.
   *
   * @param cut whether a time that is finer than the column becomes the last one before it
   */
  static Map<DataType, ValueConversion> counting(ChronoUnit unit, boolean cut) {
    return Map.of(
        DataTypes.TIMESTAMP,
        value ->
            Numbers.isNumber(value)
                ? instant(nanos(value, unit, cut), cut)
                : toTimestamp(value, cut),
        DataTypes.TIME,
        value -> Numbers.isNumber(value) ? timeOfDay(nanos(value, unit, cut)) : toTime(value),
        DataTypes.DURATION,
        value -> Numbers.isNumber(value) ? duration(nanos(value, unit, cut)) : toDuration(value),
        DataTypes.BIGINT,
        value ->
            Numbers.isNumber(value) ? Numbers.toBigint(value) : TimeCounts.of(value, unit, cut));
  }

  /** The conversions of times that are cut to what the column holds. */
  static Map<DataType, ValueConversion> cutting() {
    return Map.of(
        DataTypes.TIMESTAMP,
        value -> toTimestamp(value, true),
        DataTypes.DATE,
        value -> toDate(value, true),
        DataTypes.BIGINT,
        Numbers::toBigint);
  }

  /** The conversion of strings with milliseconds in just three digits. */
  static Object ofThreeDigits(Object value) {
    Object instant = toTimestamp(value);
    if (value instanceof String text && !threeDigits(instant).equals(text)) {
      throw Unconvertible.otherType(
          "a string that is not as 2026-01-01T12:00:00.000Z",
          "correct the data or leave iso_ms out of " + ColumnConversions.OPTION,
          "text");
    }
    return instant;
  }

  /** A timestamp's value with milliseconds in just three digits. */
  static String threeDigits(Object instant) {
    return THREE_DIGITS.format((Instant) instant);
  }

  static Object toTimestamp(Object value) {
    return toTimestamp(value, false);
  }

  private static Instant toTimestamp(Object value, boolean cut) {
    if (value instanceof Date date) {
      return Instant.ofEpochMilli(date.getTime());
    }
    refuseNumber(value, NAME_THE_UNIT);
    return millis(instantOf(value), cut);
  }

  static Instant instantOf(Object value) {
    return value instanceof Instant instant
        ? instant
        : parsed(
            value,
            text -> OffsetDateTime.parse(text).toInstant(),
            "a string that is no ISO-8601 time with a zone",
            CORRECT_OR_NAME_THE_UNIT);
  }

  static Object toDate(Object value) {
    return toDate(value, false);
  }

  private static LocalDate toDate(Object value, boolean cut) {
    if (value instanceof Date date) {
      return toDate(Instant.ofEpochMilli(date.getTime()), cut);
    }
    if (value instanceof Instant instant) {
      if (!cut && !instant.equals(instant.truncatedTo(ChronoUnit.DAYS))) {
        throw Unconvertible.otherType(
            "a time within a day",
            "choose truncated in " + ColumnConversions.OPTION,
            "timestamp, or text where it is finer than a millisecond");
      }
      return date(Math.floorDiv(instant.getEpochSecond(), DAY_SECONDS));
    }
    refuseNumber(value, "name it in " + ColumnConversions.OPTION + ": days");
    LocalDate date =
        value instanceof LocalDate given
            ? given
            : parsed(
                value,
                LocalDate::parse,
                "a string that is no ISO-8601 date",
                "correct the data or, for numbers, choose days in " + ColumnConversions.OPTION);
    return date(date.toEpochDay());
  }

  /** The conversion of numbers that count days. */
  static ValueConversion ofDays(boolean cut) {
    return value ->
        Numbers.isNumber(value)
            ? date(Numbers.wholeNumber(Numbers.exact(value)))
            : toDate(value, cut);
  }

  static Object toTime(Object value) {
    if (value instanceof LocalTime) {
      return value;
    }
    if (value instanceof Date date) {
      return timeOfDay(BigInteger.valueOf(date.getTime()).multiply(BigInteger.valueOf(MS_NANOS)));
    }
    if (value instanceof Duration) {
      throw notWithinOneDay();
    }
    if (value instanceof OffsetTime) {
      throw Unconvertible.otherType(
          "a time of day that is not in UTC", "convert it with a transform", "text");
    }
    refuseNumber(value, NAME_THE_UNIT);
    return parsed(
        value,
        LocalTime::parse,
        "a string that is no ISO-8601 time of day",
        CORRECT_OR_NAME_THE_UNIT);
  }

  static Object toDuration(Object value) {
    if (value instanceof CqlDuration) {
      return value;
    }
    if (value instanceof Duration duration) {
      return duration(TimeCounts.nanos(duration));
    }
    refuseNumber(value, NAME_THE_UNIT);
    return parsed(
        value, Intervals::parse, "a string that is no duration", CORRECT_OR_NAME_THE_UNIT);
  }

  private static LocalTime timeOfDay(BigInteger nanos) {
    if (!isWithinOneDay(nanos)) {
      throw notWithinOneDay();
    }
    return LocalTime.ofNanoOfDay(nanos.longValue());
  }

  static boolean isWithinOneDay(BigInteger nanos) {
    return nanos.signum() >= 0 && nanos.compareTo(BigInteger.valueOf(DAY_NANOS)) < 0;
  }

  private static Unconvertible notWithinOneDay() {
    return Unconvertible.otherType(
        "a time that is not within one day", "correct the data", "duration, bigint or text");
  }

  static CqlDuration duration(BigInteger nanos) {
    if (nanos.bitLength() >= Long.SIZE) {
      throw Unconvertible.otherType("a duration outside its range", "correct the data", "text");
    }
    return CqlDuration.newInstance(0, 0, nanos.longValue());
  }

  private static Instant instant(BigInteger nanos, boolean cut) {
    BigInteger[] millis = floored(nanos, BigInteger.valueOf(MS_NANOS));
    if (millis[1].signum() != 0 && !cut) {
      throw finerThanMillis();
    }
    if (millis[0].bitLength() >= Long.SIZE) {
      throw timeOutsideRange();
    }
    return Instant.ofEpochMilli(millis[0].longValue());
  }

  private static Instant millis(Instant instant, boolean cut) {
    if (!cut && instant.getNano() % MS_NANOS != 0) {
      throw finerThanMillis();
    }
    try {
      return Instant.ofEpochMilli(instant.toEpochMilli());
    } catch (ArithmeticException tooFar) {
      throw timeOutsideRange();
    }
  }

  private static Unconvertible finerThanMillis() {
    return Unconvertible.otherType(
        "a time finer than a millisecond",
        "choose truncated in " + ColumnConversions.OPTION,
        "text, or bigint with us or ns in " + ColumnConversions.OPTION);
  }

  private static Unconvertible timeOutsideRange() {
    return Unconvertible.otherType("a time outside its range", "correct the data", "text");
  }

  private static LocalDate date(BigInteger days) {
    if (days.bitLength() >= Long.SIZE) {
      throw dateOutsideRange();
    }
    return date(days.longValue());
  }

  private static LocalDate date(long days) {
    if (days != (int) days) {
      throw dateOutsideRange();
    }
    return LocalDate.ofEpochDay(days);
  }

  private static Unconvertible dateOutsideRange() {
    return Unconvertible.otherType("a date outside its range", "correct the data", "text");
  }

  private static BigInteger nanos(Object number, ChronoUnit unit, boolean cut) {
    BigDecimal nanos =
        Numbers.exact(number).multiply(BigDecimal.valueOf(unit.getDuration().toNanos()));
    try {
      return cut
          ? nanos.setScale(0, RoundingMode.FLOOR).toBigIntegerExact()
          : nanos.toBigIntegerExact();
    } catch (ArithmeticException fraction) {
      throw Unconvertible.otherType(
          "a time finer than a nanosecond", "correct the data", "decimal or text");
    }
  }

  /** How often the divisor is in the number, and what is left, which is never negative. */
  static BigInteger[] floored(BigInteger number, BigInteger divisor) {
    BigInteger rest = number.mod(divisor);
    return new BigInteger[] {number.subtract(rest).divide(divisor), rest};
  }

  private static void refuseNumber(Object value, String remedy) {
    if (value instanceof Number) {
      throw new Unconvertible(ValueKind.of(value) + UNIT_NOT_NAMED, remedy);
    }
  }

  private static <T> T parsed(
      Object value, Function<String, T> parser, String found, String advice) {
    if (!(value instanceof String text)) {
      throw Unconvertible.kind(value);
    }
    try {
      return parser.apply(text);
    } catch (DateTimeException | IllegalArgumentException | ArithmeticException malformed) {
      throw Unconvertible.otherType(found, advice, "text");
    }
  }
}
