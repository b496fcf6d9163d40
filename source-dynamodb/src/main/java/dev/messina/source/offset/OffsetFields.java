package dev.messina.source.offset;

import dev.messina.source.change.WriteClock;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/** Checked access to the fields of an offset or a partition. */
final class OffsetFields {

  private final String where;
  private final Map<String, ?> map;

  OffsetFields(String where, Map<String, ?> map) {
    this.where = where;
    this.map = map;
  }

  String text(String name) {
    return typed(name, String.class, "a string");
  }

  String textOrNull(String name) {
    return map.get(name) == null ? null : text(name);
  }

  boolean flag(String name) {
    return typed(name, Boolean.class, "a boolean");
  }

  /** The store gives whole numbers back as it likes, as Integer or as Long. */
  long number(String name) {
    Object value = map.get(name);
    if (value instanceof Long || value instanceof Integer) {
      return ((Number) value).longValue();
    }
    throw error(name, value == null ? "is missing" : "is not a whole number");
  }

  /** A whole number that is written as text. */
  long digits(String name) {
    String digits = text(name);
    if (!digits.matches("[0-9]{1,18}")) {
      throw error(name, "is not a number in digits");
    }
    return Long.parseLong(digits);
  }

  int smallNumber(String name) {
    return small(name, number(name));
  }

  /** A whole number of the size of an int that is written as text. */
  int smallDigits(String name) {
    return small(name, digits(name));
  }

  /**
   * A write timestamp.
   *
   * @param micros in microseconds since 1970
   */
  long writeTimestamp(String name, long micros) {
    if (micros <= 0 || micros % WriteClock.STEP_MICROS != 0) {
      throw error(name, "is not a positive multiple of " + WriteClock.STEP_MICROS);
    }
    return micros;
  }

  void only(Set<String> known) {
    for (String name : map.keySet()) {
      if (!known.contains(name)) {
        throw error(
            name, "is not known; known are " + String.join(", ", known.stream().sorted().toList()));
      }
    }
  }

  ConnectException error(String name, String problem) {
    return new ConnectException(
        "Offset of "
            + where
            + ": '"
            + name
            + "' "
            + problem
            + ". Correct it through the connector's offsets in Connect's REST API, see"
            + " docs/offsets.md.");
  }

  private int small(String name, long number) {
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw error(name, "is out of range");
    }
    return (int) number;
  }

  private <T> T typed(String name, Class<T> type, String called) {
    Object value = map.get(name);
    if (!type.isInstance(value)) {
      throw error(name, value == null ? "is missing" : "is not " + called);
    }
    return type.cast(value);
  }
}
