package dev.messina.sink.convert;

/**
 * The notation of numbers in text: digits with or without sign, point and exponent. Scanned by
 * hand, since every number of a row passes here.
 */
final class NumberText {

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
