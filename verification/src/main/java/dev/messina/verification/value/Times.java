package dev.messina.verification.value;

import com.datastax.oss.driver.api.core.data.CqlDuration;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/** Dates, times and durations. */
final class Times {

  private static final BigDecimal NANOS_PER_MILLI = BigDecimal.valueOf(1_000_000);
  private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000);

  private Times() {}

  static Instant timestamp(Object given, Set<Choice> choices) {
    Instant instant =
        inUnit(given, choices)
            .map(nanos -> sinceEpoch(nanos, choices))
            .orElseGet(() -> parsed(given, text -> OffsetDateTime.parse(text).toInstant()));
    Instant whole = instant.truncatedTo(ChronoUnit.MILLIS);
    if (!whole.equals(instant) && !choices.contains(Choice.TRUNCATED)) {
      throw new Unfit("a time finer than a millisecond");
    }
    return whole;
  }

  private static Instant sinceEpoch(BigDecimal nanos, Set<Choice> choices) {
    try {
      if (choices.contains(Choice.TRUNCATED)) {
        BigInteger millis =
            nanos.divide(NANOS_PER_MILLI, 0, RoundingMode.FLOOR).toBigIntegerExact();
        return Instant.ofEpochMilli(millis.longValueExact());
      }
      return Instant.ofEpochMilli(nanos.divide(NANOS_PER_MILLI).longValueExact());
    } catch (ArithmeticException doesNotFit) {
      throw new Unfit("a time outside its range, or finer than a millisecond");
    }
  }

  static LocalDate date(Object given, Set<Choice> choices) {
    if (choices.contains(Choice.DAYS) && isNumber(given)) {
      try {
        return LocalDate.ofEpochDay(Scalars.number(given).longValueExact());
      } catch (ArithmeticException | DateTimeException outside) {
        throw new Unfit("a date outside its range");
      }
    }
    if (choices.contains(Choice.TRUNCATED) && given instanceof String text && text.contains("T")) {
      return parsed(given, one -> OffsetDateTime.parse(one).toInstant())
          .atOffset(ZoneOffset.UTC)
          .toLocalDate();
    }
    return parsed(given, LocalDate::parse);
  }

  static LocalTime time(Object given, Set<Choice> choices) {
    Optional<BigDecimal> nanos = inUnit(given, choices);
    try {
      return nanos.isPresent()
          ? LocalTime.ofNanoOfDay(nanos.get().longValueExact())
          : parsed(given, LocalTime::parse);
    } catch (ArithmeticException | DateTimeException outside) {
      throw new Unfit("a time that is not within one day");
    }
  }

  static CqlDuration duration(Object given, Set<Choice> choices) {
    Optional<BigDecimal> nanos = inUnit(given, choices);
    try {
      return nanos.isPresent()
          ? CqlDuration.newInstance(0, 0, nanos.get().longValueExact())
          : CqlDuration.from(given.toString());
    } catch (ArithmeticException | IllegalArgumentException none) {
      throw new Unfit("no duration");
    }
  }

  /** A time as the count of a bigint that has a unit; empty if it is not ISO-8601. */
  static Optional<Object> counted(Object given, Set<Choice> choices) {
    long unit = Choice.unitNanos(choices);
    if (unit == 0 || isNumber(given) || !(given instanceof String text)) {
      return Optional.empty();
    }
    Instant instant = parsed(text, one -> OffsetDateTime.parse(one).toInstant());
    BigDecimal nanos =
        BigDecimal.valueOf(instant.getEpochSecond())
            .multiply(NANOS_PER_SECOND)
            .add(BigDecimal.valueOf(instant.getNano()));
    BigDecimal[] count = nanos.divideAndRemainder(BigDecimal.valueOf(unit));
    boolean finer = count[1].signum() != 0;
    if (finer && !choices.contains(Choice.TRUNCATED)) {
      throw new Unfit("a time finer than the column's unit");
    }
    long floor = count[0].longValueExact() - (finer && nanos.signum() < 0 ? 1 : 0);
    return Optional.of(floor);
  }

  private static Optional<BigDecimal> inUnit(Object given, Set<Choice> choices) {
    long unit = Choice.unitNanos(choices);
    return unit == 0 || !isNumber(given)
        ? Optional.empty()
        : Optional.of(Scalars.number(given).multiply(BigDecimal.valueOf(unit)));
  }

  private static boolean isNumber(Object given) {
    try {
      Scalars.number(given);
      return true;
    } catch (Unfit noNumber) {
      return false;
    }
  }

  private interface Parser<T> {
    T parse(String text);
  }

  private static <T> T parsed(Object given, Parser<T> parser) {
    if (given instanceof String text) {
      try {
        return parser.parse(text);
      } catch (DateTimeException noTime) {
        throw new Unfit("no text in the form of a date or time");
      }
    }
    throw new Unfit("no date or time");
  }

  static boolean is(DataType type) {
    return type.equals(DataTypes.TIMESTAMP)
        || type.equals(DataTypes.DATE)
        || type.equals(DataTypes.TIME)
        || type.equals(DataTypes.DURATION);
  }

  static Object convert(DataType type, Object given, Set<Choice> choices) {
    if (type.equals(DataTypes.TIMESTAMP)) {
      return timestamp(given, choices);
    }
    if (type.equals(DataTypes.DATE)) {
      return date(given, choices);
    }
    return type.equals(DataTypes.TIME) ? time(given, choices) : duration(given, choices);
  }
}
