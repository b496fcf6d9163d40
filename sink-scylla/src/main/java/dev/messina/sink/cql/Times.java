package dev.messina.sink.cql;

import com.datastax.oss.driver.api.core.data.CqlDuration;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.function.Function;

/** Exact conversions to CQL's dates and times. */
final class Times {

  private static final long DAY_MS = Duration.ofDays(1).toMillis();
  private static final int MS_NANOS = 1_000_000;

  private Times() {}

  /** Integers are milliseconds, as in Connect's Timestamp; digits in a string have no unit. */
  static Object toTimestamp(Object value) {
    if (value instanceof Date date) {
      return Instant.ofEpochMilli(date.getTime());
    }
    if (value instanceof Long || value instanceof Integer) {
      return Instant.ofEpochMilli(((Number) value).longValue());
    }
    Instant instant =
        parsed(
            value,
            text -> OffsetDateTime.parse(text).toInstant(),
            "a string that is no ISO-8601 time with a zone",
            "convert the field with a transform, or make the column bigint or text");
    if (instant.getNano() % MS_NANOS != 0) {
      throw new Unconvertible("a time finer than a millisecond", "make the column text");
    }
    return instant;
  }

  static Object toDate(Object value) {
    if (value instanceof Date date) {
      if (Math.floorMod(date.getTime(), DAY_MS) != 0) {
        throw new Unconvertible("a time within a day", "make the column timestamp");
      }
      return LocalDate.ofEpochDay(Math.floorDiv(date.getTime(), DAY_MS));
    }
    return parsed(
        value,
        LocalDate::parse,
        "a string that is no ISO-8601 date",
        "correct the data or make the column text");
  }

  static Object toTime(Object value) {
    if (value instanceof Date date) {
      if (date.getTime() < 0 || date.getTime() >= DAY_MS) {
        throw new Unconvertible("a time with a date", "make the column timestamp");
      }
      return LocalTime.ofNanoOfDay(date.getTime() * MS_NANOS);
    }
    return parsed(
        value,
        LocalTime::parse,
        "a string that is no ISO-8601 time of day",
        "correct the data or make the column text");
  }

  static Object toDuration(Object value) {
    return parsed(
        value,
        CqlDuration::from,
        "a string that is no duration",
        "correct the data or make the column text");
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
