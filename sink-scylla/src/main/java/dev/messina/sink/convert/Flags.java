package dev.messina.sink.convert;

import java.math.BigDecimal;

/** Exact conversions to boolean. */
final class Flags {

  private Flags() {}

  static Object toBoolean(Object value) {
    if (value instanceof Boolean) {
      return value;
    }
    if ("true".equals(value) || "false".equals(value)) {
      return "true".equals(value);
    }
    if (value instanceof String) {
      throw Unconvertible.otherType(
          "a string that is neither true nor false",
          "correct the data or, for 0 and 1, choose number in " + ColumnConversions.OPTION,
          "text");
    }
    if (value instanceof Number) {
      throw Unconvertible.otherType(
          ValueKind.of(value),
          "for 0 and 1 choose number in " + ColumnConversions.OPTION,
          "of a type for numbers");
    }
    throw Unconvertible.kind(value);
  }

  static Object ofNumber(Object value) {
    if (!Numbers.isNumber(value)) {
      return toBoolean(value);
    }
    BigDecimal number = Numbers.exact(value);
    if (number.signum() != 0 && number.compareTo(BigDecimal.ONE) != 0) {
      throw Unconvertible.otherType(
          "a number that is neither 0 nor 1", "correct the data", "of a type for numbers");
    }
    return number.signum() != 0;
  }
}
