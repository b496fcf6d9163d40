package dev.messina.sink.convert;

import com.datastax.oss.driver.api.core.data.CqlDuration;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.function.Function;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/** Times that Debezium gives as structs of their parts (the types named Structured). */
final class StructuredTimes {

  private static final int YEAR_MONTHS = 12;
  private static final BigInteger SECOND_NANOS = BigInteger.valueOf(1_000_000_000);

  private StructuredTimes() {}

  /**
   * What a struct means, beside what it is. Infinities and parts that are no time mean nothing, so
   * that the struct stays a struct.
   */
  static Object read(Object value, Function<Struct, Object> reading) {
    try {
      return value instanceof Struct struct ? new Meant(struct, reading.apply(struct)) : value;
    } catch (DateTimeException | ArithmeticException | IllegalArgumentException noTime) {
      return value;
    }
  }

  static Object date(Struct struct) {
    return LocalDate.of(part(struct, "year"), part(struct, "month"), part(struct, "day"));
  }

  static Object time(Struct struct) {
    return timeOfDay(struct);
  }

  static Object timestamp(Struct struct) {
    return local(struct).toInstant(ZoneOffset.UTC);
  }

  static Object zonedTimestamp(Struct struct) {
    return local(struct).toInstant(offset(struct));
  }

  static Object zonedTime(Struct struct) {
    LocalTime time = timeOfDay(struct);
    return offset(struct).equals(ZoneOffset.UTC) ? time : OffsetTime.of(time, offset(struct));
  }

  static Object duration(Struct struct) {
    long months =
        Math.addExact(
            Math.multiplyExact(number(struct, "years"), YEAR_MONTHS), number(struct, "months"));
    long seconds =
        Math.addExact(
            Math.addExact(number(struct, "hours") * 3600, number(struct, "minutes") * 60),
            number(struct, "seconds"));
    BigInteger nanos =
        BigInteger.valueOf(seconds)
            .multiply(SECOND_NANOS)
            .add(BigInteger.valueOf(number(struct, "nanos")));
    return CqlDuration.newInstance(
        Math.toIntExact(months), part(struct, "days"), nanos.longValueExact());
  }

  private static LocalDateTime local(Struct struct) {
    return LocalDateTime.of((LocalDate) date(struct), timeOfDay(struct));
  }

  private static LocalTime timeOfDay(Struct struct) {
    return LocalTime.of(
        part(struct, "hour"),
        part(struct, "minute"),
        part(struct, "second"),
        part(struct, "nanos"));
  }

  private static ZoneOffset offset(Struct struct) {
    return ZoneOffset.ofTotalSeconds(part(struct, "offsetSeconds"));
  }

  private static int part(Struct struct, String name) {
    return Math.toIntExact(number(struct, name));
  }

  private static long number(Struct struct, String name) {
    Field field = struct.schema().field(name);
    if (field == null || !(struct.get(field) instanceof Number number)) {
      throw new IllegalArgumentException();
    }
    return number.longValue();
  }
}
