package dev.messina.record.json;

import java.math.BigDecimal;

/**
 * The text of DynamoDB's numbers, as item keys and rows have it; it never passes through a
 * floating-point type. Two texts are one key exactly if their canonical text is one.
 */
public final class DecimalText {

  /** DynamoDB's numbers reach from 1E-130 to just below 1E+126. */
  private static final int EXPONENT_MAX = 130;

  private DecimalText() {}

  /**
   * The canonical plain text of a number: no exponent, no plus sign, no leading zeros, no trailing
   * zeros of a fraction, no negative zero. Text that already is canonical comes back as it is.
   *
   * @throws NumberFormatException if it is no decimal number or beyond DynamoDB's exponents
   */
  public static String canonical(String text) {
    return isCanonical(text) ? text : rewritten(text);
  }

  private static String rewritten(String text) {
    BigDecimal number = new BigDecimal(text);
    if (number.signum() == 0) {
      return "0";
    }
    // Without this a short text such as 1E999999999 would be written out as a gigabyte of zeros.
    if (Math.abs((long) number.precision() - number.scale() - 1) > EXPONENT_MAX) {
      throw new NumberFormatException("exponent out of range");
    }
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.toPlainString();
  }

  private static boolean isCanonical(String text) {
    int length = text.length();
    int start = length > 0 && text.charAt(0) == '-' ? 1 : 0;
    int dot = digitsEnd(text, start);
    if (dot == start || (text.charAt(start) == '0' && dot > start + 1)) {
      return false;
    }
    if (dot == length) {
      return start == 0 || text.charAt(1) != '0';
    }
    return text.charAt(dot) == '.'
        && dot + 1 < length
        && digitsEnd(text, dot + 1) == length
        && text.charAt(length - 1) != '0';
  }

  /**
   * A number inside a list or map: its own text where JSON can hold that, else its canonical text.
   *
   * @throws NumberFormatException as {@link #canonical}
   */
  public static String json(String text) {
    return isJson(text) ? text : canonical(text);
  }

  private static boolean isJson(String text) {
    int length = text.length();
    int start = length > 0 && text.charAt(0) == '-' ? 1 : 0;
    int at = digitsEnd(text, start);
    if (at == start || (text.charAt(start) == '0' && at > start + 1)) {
      return false;
    }
    if (at < length && text.charAt(at) == '.') {
      int fraction = at + 1;
      at = digitsEnd(text, fraction);
      if (at == fraction) {
        return false;
      }
    }
    return at == length || isExponent(text, at);
  }

  private static boolean isExponent(String text, int at) {
    if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
      return false;
    }
    int digits = at + 1;
    if (digits < text.length() && (text.charAt(digits) == '+' || text.charAt(digits) == '-')) {
      digits++;
    }
    return digits < text.length() && digitsEnd(text, digits) == text.length();
  }

  private static int digitsEnd(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
