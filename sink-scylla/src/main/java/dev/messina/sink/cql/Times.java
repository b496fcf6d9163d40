package dev.messina.sink.cql;

import com.datastax.oss.driver.api.core.data.CqlDuration;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Map;
import java.util.function.Function;

/** Exact conversions to CQL's dates and times. */
final class Times {

  private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();
  private static final long DAY_NANOS = Duration.ofDays(1).toNanos();
  private static final long MS_NANOS = Duration.ofMillis(1).toNanos();
  private static final String UNIT_NOT_NAMED = ", whose unit is not named";
  private static final String NAME_THE_UNIT =
      "name it in " + ColumnConversions.OPTION + ": s, ms, us or ns";
  private static final String CORRECT_OR_NAME_THE_UNIT =
      "correct the data, make the column text or, for numbers, name the unit in "
          + ColumnConversions.OPTION;

  private Times() {}

  /** The conversions of numbers that count a unit; what is no number is converted as without it. */
  static Map<DataType, ValueConversion> counting(ChronoUnit unit) {
    return Map.of(
        DataTypes.TIMESTAMP,
        value -> Numbers.isNumber(value) ? instant(nanos(value, unit)) : toTimestamp(value),
        DataTypes.TIME,
        value -> Numbers.isNumber(value) ? timeOfDay(nanos(value, unit)) : toTime(value),
        DataTypes.DURATION,
        value -> Numbers.isNumber(value) ? duration(nanos(value, unit)) : toDuration(value));
  }

  static Object toTimestamp(Object value) {
    if (value instanceof Date date) {
      return Instant.ofEpochMilli(date.getTime());
    }
    refuseNumber(value, NAME_THE_UNIT);
    return wholeMillis(
        value instanceof Instant instant
            ? instant
            : parsed(
                value,
                text -> OffsetDateTime.parse(text).toInstant(),
                "a string that is no ISO-8601 time with a zone",
                CORRECT_OR_NAME_THE_UNIT));
  }

  static Object toDate(Object value) {
    if (value instanceof Date date) {
      return toDate(Instant.ofEpochMilli(date.getTime()));
    }
    if (value instanceof Instant instant) {
      if (!instant.equals(instant.truncatedTo(ChronoUnit.DAYS))) {
        throw new Unconvertible("a time within a day", "make the column timestamp");
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
                "correct the data, make the column text or, for numbers, choose days in "
                    + ColumnConversions.OPTION);
    return date(date.toEpochDay());
  }

  static Object toDateOfDays(Object value) {
    return Numbers.isNumber(value)
        ? date(Numbers.wholeNumber(Numbers.exact(value)))
        : toDate(value);
  }

  static Object toTime(Object value) {
    if (value instanceof LocalTime) {
      return value;
    }
    if (value instanceof Date date) {
      return timeOfDay(BigInteger.valueOf(date.getTime()).multiply(BigInteger.valueOf(MS_NANOS)));
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
    refuseNumber(value, NAME_THE_UNIT);
    return parsed(
        value, CqlDuration::from, "a string that is no duration", CORRECT_OR_NAME_THE_UNIT);
  }

  static LocalTime timeOfDay(BigInteger nanos) {
    if (nanos.signum() < 0 || nanos.compareTo(BigInteger.valueOf(DAY_NANOS)) >= 0) {
      throw new Unconvertible(
          "a time that is not within one day", "make the column timestamp or bigint");
    }
    return LocalTime.ofNanoOfDay(nanos.longValue());
  }

  static CqlDuration duration(BigInteger nanos) {
    if (nanos.bitLength() >= Long.SIZE) {
      throw new Unconvertible("a duration outside its range", "make the column varint or text");
    }
    return CqlDuration.newInstance(0, 0, nanos.longValue());
  }

  private static Instant instant(BigInteger nanos) {
    BigInteger[] millis = nanos.divideAndRemainder(BigInteger.valueOf(MS_NANOS));
    if (millis[1].signum() != 0) {
      throw finerThanMillis();
    }
    if (millis[0].bitLength() >= Long.SIZE) {
      throw timeOutsideRange();
    }
    return Instant.ofEpochMilli(millis[0].longValue());
  }

  private static Instant wholeMillis(Instant instant) {
    if (instant.getNano() % MS_NANOS != 0) {
      throw finerThanMillis();
    }
    try {
      return Instant.ofEpochMilli(instant.toEpochMilli());
    } catch (ArithmeticException tooFar) {
      throw timeOutsideRange();
    }
  }

  private static Unconvertible finerThanMillis() {
    return new Unconvertible("a time finer than a millisecond", "make the column text or bigint");
  }

  private static Unconvertible timeOutsideRange() {
    return new Unconvertible("a time outside its range", "make the column text");
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
    return new Unconvertible("a date outside its range", "make the column text");
  }

  private static BigInteger nanos(Object number, ChronoUnit unit) {
    BigDecimal nanos =
        Numbers.exact(number).multiply(BigDecimal.valueOf(unit.getDuration().toNanos()));
    try {
      return nanos.toBigIntegerExact();
    } catch (ArithmeticException fraction) {
      throw new Unconvertible("a time finer than a nanosecond", "make the column decimal or text");
    }
  }

  private static void refuseNumber(Object value, String remedy) {
    if (value instanceof Number) {
      throw new Unconvertible(ValueKind.of(value) + UNIT_NOT_NAMED, remedy);
    }
  }

  private static <T> T parsed(
      Object value, Function<String, T> parser, String found, String remedy) {
    if (!(value instanceof String text)) {
      throw Unconvertible.kind(value);
    }
    try {
      return parser.apply(text);
    } catch (DateTimeException | IllegalArgumentException | ArithmeticException malformed) {
      throw new Unconvertible(found, remedy);
    }
  }
}
