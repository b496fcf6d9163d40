package dev.messina.sink.convert;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.temporal.TemporalAmount;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/** What kind of thing a Connect value is, in words for messages. */
final class ValueKind {

  private ValueKind() {}

  static String of(Object value) {
    if (value instanceof String) {
      return "a string";
    }
    if (value instanceof Boolean) {
      return "a boolean";
    }
    if (value instanceof Double || value instanceof Float) {
      return "a floating-point number";
    }
    if (value instanceof BigDecimal) {
      return "a decimal";
    }
    if (value instanceof Number || value instanceof BigInteger) {
      return "an integer";
    }
    if (value instanceof byte[] || value instanceof ByteBuffer) {
      return "bytes";
    }
    if (value instanceof List) {
      return "an array";
    }
    if (value instanceof Map) {
      return "a map";
    }
    if (value instanceof Struct) {
      return "a struct";
    }
    if (value instanceof java.util.Date) {
      return "a date or time";
    }
    if (value instanceof LocalDate) {
      return "a date";
    }
    if (value instanceof LocalTime || value instanceof OffsetTime) {
      return "a time of day";
    }
    if (value instanceof Instant) {
      return "a time";
    }
    if (value instanceof Meant meant) {
      return of(meant.given());
    }
    if (value instanceof TemporalAmount) {
      return "a duration";
    }
    return value == null ? "null" : "a " + value.getClass().getSimpleName();
  }
}
