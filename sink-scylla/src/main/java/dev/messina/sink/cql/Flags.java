package dev.messina.sink.cql;

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
      throw new Unconvertible(
          "a string that is neither true nor false",
          "correct the data, make the column text or, for 0 and 1, choose number in "
              + ColumnConversions.OPTION);
    }
    if (value instanceof Number) {
      throw new Unconvertible(
          ValueKind.of(value),
          "make the column tinyint or, for 0 and 1, choose number in " + ColumnConversions.OPTION);
    }
    throw Unconvertible.kind(value);
  }

  static Object ofNumber(Object value) {
    if (!Numbers.isNumber(value)) {
      return toBoolean(value);
    }
    BigDecimal number = Numbers.exact(value);
    if (number.signum() != 0 && number.compareTo(BigDecimal.ONE) != 0) {
      throw new Unconvertible("a number that is neither 0 nor 1", "make the column tinyint");
    }
    return number.signum() != 0;
  }
}
