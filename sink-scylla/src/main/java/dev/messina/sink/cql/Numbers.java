package dev.messina.sink.cql;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Exact conversions to CQL's number types. */
final class Numbers {

  /**
   * More digits than any number that is meant as one; a short text such as {@code 1e999999999}
   * would otherwise unfold in memory.
   */
  static final int DIGITS_MAX = 10_000;

  private Numbers() {}

  static Object toTinyint(Object value) {
    return (byte) integral(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
  }

  static Object toSmallint(Object value) {
    return (short) integral(value, Short.MIN_VALUE, Short.MAX_VALUE);
  }

  static Object toInt(Object value) {
    return (int) integral(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  static Object toBigint(Object value) {
    return integral(value, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  static Object toVarint(Object value) {
    return wholeNumber(exact(value, "double or float"));
  }

  /**
   * One number has one form: no fraction zeros, no negative scale. The server hashes a partition
   * key by its bytes, so that 1000 and 1E+3 would be two rows.
   */
  static Object toDecimal(Object value) {
    return canonical(exact(value, "double or float"));
  }

  static Object toDouble(Object value) {
    if (value instanceof Double || value instanceof Float) {
      return ((Number) value).doubleValue();
    }
    BigDecimal number = exact(value, "double");
    double nearest = number.doubleValue();
    return held(number, nearest, Double.isFinite(nearest) ? Double.toString(nearest) : null);
  }

  static Object toFloat(Object value) {
    if (value instanceof Float) {
      return value;
    }
    if (value instanceof Double number && !Double.isFinite(number)) {
      return number.floatValue();
    }
    BigDecimal number =
        value instanceof Double ? new BigDecimal(value.toString()) : exact(value, "float");
    float nearest = number.floatValue();
    return held(number, nearest, Float.isFinite(nearest) ? Float.toString(nearest) : null);
  }

  static BigDecimal canonical(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** Parses a number, keeping every digit. */
  static BigDecimal parse(String text) {
    try {
      return bounded(new BigDecimal(text));
    } catch (NumberFormatException notANumber) {
      throw new Unconvertible(
          "a string that is no number",
          "correct the data, make the column text or convert the field with a transform");
    }
  }

  private static Object held(BigDecimal number, Object nearest, String shortestText) {
    if (shortestText == null || new BigDecimal(shortestText).compareTo(number) != 0) {
      throw new Unconvertible(
          "a number that the type would round", "make the column decimal or text");
    }
    return nearest;
  }

  private static long integral(Object value, long min, long max) {
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return inRange(BigInteger.valueOf(((Number) value).longValue()), min, max);
    }
    return inRange(wholeNumber(exact(value, "double or float")), min, max);
  }

  private static long inRange(BigInteger number, long min, long max) {
    if (number.bitLength() >= Long.SIZE || number.longValue() < min || number.longValue() > max) {
      throw new Unconvertible(
          "a number outside its range", "make the column bigint, varint or decimal");
    }
    return number.longValue();
  }

  private static BigInteger wholeNumber(BigDecimal number) {
    try {
      return number.toBigIntegerExact();
    } catch (ArithmeticException fraction) {
      throw new Unconvertible("a number with a fraction", "make the column decimal or text");
    }
  }

  private static BigDecimal exact(Object value, String floatingTypes) {
    if (value instanceof BigDecimal number) {
      return bounded(number);
    }
    if (value instanceof BigInteger number) {
      return new BigDecimal(number);
    }
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return BigDecimal.valueOf(((Number) value).longValue());
    }
    if (value instanceof String text) {
      return parse(text);
    }
    if (value instanceof Double || value instanceof Float) {
      throw new Unconvertible(
          "a floating-point number, which is not exact",
          "make the column " + floatingTypes + " or have the producer send a decimal or text");
    }
    throw Unconvertible.kind(value);
  }

  private static BigDecimal bounded(BigDecimal number) {
    if (Math.abs((long) number.scale()) + number.precision() > DIGITS_MAX) {
      throw new Unconvertible(
          "a number of more than " + DIGITS_MAX + " digits", "make the column text");
    }
    return number;
  }
}
