package dev.messina.sink.convert;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Exact conversions to CQL's number types. */
final class Numbers {

  /**
   * More digits than any number that is meant as one; a short text such as {@code 1e999999999}
   * would otherwise unfold in memory.
   */
  static final int DIGITS_MAX = 10_000;

  /** So many digits every double keeps; of a number with more, a double may be what is left. */
  private static final int DOUBLE_DIGITS = 15;

  private static final int FLOAT_DIGITS = 6;

  private static final String WIDER = "bigint, varint or decimal";

  private Numbers() {}

  /** Whether it is a number or a string that holds one. */
  static boolean isNumber(Object value) {
    return value instanceof Number || (value instanceof String text && NumberText.holds(text));
  }

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
    TimeCounts.refuseWithoutUnit(value);
    return integral(value, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  static Object toVarint(Object value) {
    return wholeNumber(exact(value));
  }

  /**
   * One number has one form: no fraction zeros, no negative scale. The server hashes a partition
   * key by its bytes, so that 1000 and 1E+3 would be two rows.
   */
  static Object toDecimal(Object value) {
    return canonical(exact(value));
  }

  static Object toDouble(Object value) {
    if (value instanceof Double || value instanceof Float) {
      return ((Number) value).doubleValue();
    }
    BigDecimal number = exact(value);
    double nearest = number.doubleValue();
    return held(number, nearest, Double.isFinite(nearest) ? Double.toString(nearest) : null);
  }

  static Object toFloat(Object value) {
    if (value instanceof Float || isNotFinite(value)) {
      return ((Number) value).floatValue();
    }
    BigDecimal number = asWritten(value);
    float nearest = number.floatValue();
    return held(number, nearest, Float.isFinite(nearest) ? Float.toString(nearest) : null);
  }

  static Object toNearestDouble(Object value) {
    if (value instanceof Double || value instanceof Float) {
      return ((Number) value).doubleValue();
    }
    return finite(exact(value).doubleValue());
  }

  static Object toNearestFloat(Object value) {
    if (value instanceof Float || isNotFinite(value)) {
      return ((Number) value).floatValue();
    }
    return (float) finite(asWritten(value).floatValue());
  }

  /** The one form of a number in a key, whatever column it becomes; anything else as it is. */
  static Object inKey(Object value) {
    boolean floating = value instanceof Double || value instanceof Float;
    if (value instanceof BigDecimal || (floating && isExact((Number) value))) {
      return canonical(exact(value));
    }
    return value;
  }

  static BigDecimal canonical(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** Parses a number, keeping every digit. */
  static BigDecimal parse(String text) {
    if (!NumberText.holds(text)) {
      throw Unconvertible.otherType(
          "a string that is no number",
          "correct the data or convert the field with a transform",
          "text");
    }
    try {
      return bounded(new BigDecimal(text));
    } catch (NumberFormatException exponentTooLarge) {
      throw tooLong();
    }
  }

  /** The number that a value is, if it is surely that one. */
  static BigDecimal exact(Object value) {
    if (value instanceof BigDecimal number) {
      return bounded(number);
    }
    if (value instanceof BigInteger number) {
      return bounded(number);
    }
    if (isSmallInteger(value)) {
      return BigDecimal.valueOf(((Number) value).longValue());
    }
    if (value instanceof String text) {
      return parse(text);
    }
    if (value instanceof Double || value instanceof Float) {
      return exactOfFloating((Number) value);
    }
    throw Unconvertible.kind(value);
  }

  static BigInteger wholeNumber(BigDecimal number) {
    try {
      return number.toBigIntegerExact();
    } catch (ArithmeticException fraction) {
      throw Unconvertible.otherType(
          "a number with a fraction", "correct the data", "decimal or text");
    }
  }

  /** JSON without a schema turns numbers into doubles, and nobody can tell which lost digits. */
  private static BigDecimal exactOfFloating(Number value) {
    if (!isExact(value)) {
      throw Unconvertible.otherType(
          "a floating-point number, which is not exact",
          "have the producer send the number as text or decimal (JSON without a schema makes"
              + " doubles of fractions)",
          "double");
    }
    return canonical(new BigDecimal(value.doubleValue()));
  }

  /** Whether a floating-point number has so few digits that none can have been lost. */
  private static boolean isExact(Number value) {
    return !isNotFinite(value)
        && canonical(new BigDecimal(value.doubleValue())).precision()
            <= (value instanceof Double ? DOUBLE_DIGITS : FLOAT_DIGITS);
  }

  private static Object held(BigDecimal number, Object nearest, String shortestText) {
    if (shortestText == null || new BigDecimal(shortestText).compareTo(number) != 0) {
      throw Unconvertible.otherType(
          "a number that the type would round",
          "choose rounded in " + ColumnConversions.OPTION,
          "decimal or text");
    }
    return nearest;
  }

  private static double finite(double nearest) {
    if (!Double.isFinite(nearest)) {
      throw outsideRange("decimal or text");
    }
    return nearest;
  }

  private static long integral(Object value, long min, long max) {
    if (isSmallInteger(value)) {
      return inRange(((Number) value).longValue(), min, max);
    }
    BigInteger number = wholeNumber(exact(value));
    if (number.bitLength() >= Long.SIZE) {
      throw outsideRange(WIDER);
    }
    return inRange(number.longValue(), min, max);
  }

  private static long inRange(long number, long min, long max) {
    if (number < min || number > max) {
      throw outsideRange(WIDER);
    }
    return number;
  }

  static Unconvertible outsideRange(String types) {
    return Unconvertible.otherType("a number outside its range", "correct the data", types);
  }

  /** A double stands for the shortest decimal that is read as it. */
  private static BigDecimal asWritten(Object value) {
    return value instanceof Double ? new BigDecimal(value.toString()) : exact(value);
  }

  private static boolean isSmallInteger(Object value) {
    return value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte;
  }

  private static boolean isNotFinite(Object value) {
    return (value instanceof Double || value instanceof Float)
        && !Double.isFinite(((Number) value).doubleValue());
  }

  private static BigDecimal bounded(BigDecimal number) {
    if (Math.abs((long) number.scale()) + number.precision() > DIGITS_MAX) {
      throw tooLong();
    }
    return number;
  }

  private static BigDecimal bounded(BigInteger number) {
    // A digit takes more than three bits; longer ones are not worth counting exactly.
    if (number.bitLength() > DIGITS_MAX * 4) {
      throw tooLong();
    }
    return bounded(new BigDecimal(number));
  }

  private static Unconvertible tooLong() {
    return Unconvertible.otherType(
        "a number of more than " + DIGITS_MAX + " digits",
        "correct the data",
        "text, and have the producer send it as a string");
  }

  /**
   * The notation of numbers in text: digits with or without sign, point and exponent. Scanned by
   * hand, since every number of a row passes here.
   */
  static final class NumberText {

    private NumberText() {}

    static boolean holds(String text) {
      int start = afterSign(text, 0);
      int end = afterDigits(text, start);
      int digits = end - start;
      if (end < text.length() && text.charAt(end) == '.') {
        int fraction = end + 1;
        end = afterDigits(text, fraction);
        digits += end - fraction;
      }
      return digits > 0 && (end == text.length() || isExponent(text, end));
    }

    private static boolean isExponent(String text, int at) {
      if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
        return false;
      }
      int start = afterSign(text, at + 1);
      return start < text.length() && afterDigits(text, start) == text.length();
    }

    private static int afterSign(String text, int at) {
      boolean signed = at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-');
      return signed ? at + 1 : at;
    }

    private static int afterDigits(String text, int start) {
      int at = start;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        at++;
      }
      return at;
    }
  }
}
