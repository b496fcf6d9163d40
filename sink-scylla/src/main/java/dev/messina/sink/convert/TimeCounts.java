package dev.messina.sink.convert;

import com.datastax.oss.driver.api.core.data.CqlDuration;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Date;

/** Times as numbers that count a unit, and times that are longer than their types in CQL. */
final class TimeCounts {

  private static final BigInteger SECOND_NANOS = BigInteger.valueOf(1_000_000_000);

  private TimeCounts() {}

  /**
   * How many of the unit a time is since 1970, since midnight, or as such.
   *
   * @param cut whether one that is finer becomes the last before it
   */
  static Object of(Object value, ChronoUnit unit, boolean cut) {
    BigInteger[] count =
        Times.floored(nanosOf(value), BigInteger.valueOf(unit.getDuration().toNanos()));
    if (count[1].signum() != 0 && !cut) {
      throw Unconvertible.otherType(
          "a time finer than the column's unit",
          "choose a finer unit or truncated in " + ColumnConversions.OPTION,
          "text");
    }
    if (count[0].bitLength() >= Long.SIZE) {
      throw Unconvertible.otherType(
          "a time outside its range",
          "choose a coarser unit and truncated in " + ColumnConversions.OPTION,
          "text");
    }
    return count[0].longValue();
  }

  private static BigInteger nanosOf(Object value) {
    if (value instanceof LocalTime time) {
      return BigInteger.valueOf(time.toNanoOfDay());
    }
    if (value instanceof LocalDate date) {
      return BigInteger.valueOf(date.toEpochDay())
          .multiply(BigInteger.valueOf(Duration.ofDays(1).toNanos()));
    }
    if (value instanceof Duration duration) {
      return nanos(duration);
    }
    if (value instanceof CqlDuration duration) {
      if (duration.getMonths() != 0 || duration.getDays() != 0) {
        throw Unconvertible.otherType(
            "a duration with months or days, which have no fixed length", null, "duration or text");
      }
      return BigInteger.valueOf(duration.getNanoseconds());
    }
    Instant instant = value instanceof Date date ? date.toInstant() : Times.instantOf(value);
    return BigInteger.valueOf(instant.getEpochSecond())
        .multiply(SECOND_NANOS)
        .add(BigInteger.valueOf(instant.getNano()));
  }

  static BigInteger nanos(Duration duration) {
    return BigInteger.valueOf(duration.getSeconds())
        .multiply(SECOND_NANOS)
        .add(BigInteger.valueOf(duration.getNano()));
  }

  /** The form of numbers of that unit in a key. */
  static KeyForms.Form form(ChronoUnit unit) {
    BigDecimal length = BigDecimal.valueOf(unit.getDuration().toNanos());
    return new KeyForms.Form(
        time -> KeyForms.plain(new BigDecimal(nanosOf(time)).divide(length)),
        "plain digits, as the choice of a unit asks for");
  }

  /** A number does not say what a time would be in it. */
  static void refuseWithoutUnit(Object value) {
    if (isTime(value)) {
      throw Unconvertible.otherType(
          ValueKind.of(value) + Times.UNIT_NOT_NAMED,
          Times.NAME_THE_UNIT,
          "of a type for times, or text");
    }
  }

  private static boolean isTime(Object value) {
    return value instanceof Instant
        || value instanceof LocalTime
        || value instanceof LocalDate
        || value instanceof Duration
        || value instanceof CqlDuration;
  }

  /** The time of day after so many nanoseconds; what is longer than a day is a duration. */
  static Object timeOfDayOrDuration(BigInteger nanos) {
    return Times.isWithinOneDay(nanos)
        ? LocalTime.ofNanoOfDay(nanos.longValue())
        : ofAnyLength(nanos);
  }

  /** CQL's duration, or Java's for what is too long for that. */
  static Object durationOrLonger(BigInteger nanos) {
    if (nanos.bitLength() < Long.SIZE) {
      return CqlDuration.newInstance(0, 0, nanos.longValue());
    }
    return ofAnyLength(nanos);
  }

  private static Duration ofAnyLength(BigInteger nanos) {
    BigInteger[] seconds = nanos.divideAndRemainder(SECOND_NANOS);
    return Duration.ofSeconds(seconds[0].longValueExact(), seconds[1].longValue());
  }
}
