package dev.messina.sink.convert;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/** Exact conversions to text. */
final class Texts {

  private Texts() {}

  static Object toText(Object value) {
    return wellFormed(text(value));
  }

  static Object toAscii(Object value) {
    String text = text(value);
    if (text.chars().anyMatch(c -> c > 127)) {
      throw Unconvertible.otherType("a string with characters outside ASCII", null, "text");
    }
    return text;
  }

  /** The text itself, where it has a form in UTF-8. */
  static String wellFormed(String text) {
    checkWellFormed(text, text.getBytes(UTF_8));
    return text;
  }

  /**
   * Its bytes.
   *
   * @throws Unconvertible if it has no form in UTF-8
   */
  static ByteBuffer utf8(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    checkWellFormed(text, bytes);
    return ByteBuffer.wrap(bytes);
  }

  /**
   * Half a surrogate pair has no UTF-8 form; encoding puts a question mark in its place. Only where
   * there is one does it matter whether it was there before.
   */
  private static void checkWellFormed(String text, byte[] bytes) {
    if (hasQuestionMark(bytes) && !text.equals(new String(bytes, UTF_8))) {
      throw new Unconvertible("a string that is not well-formed Unicode", "correct the data");
    }
  }

  private static boolean hasQuestionMark(byte[] bytes) {
    for (byte one : bytes) {
      if (one == '?') {
        return true;
      }
    }
    return false;
  }

  /**
   * A number's digits without an exponent.
   *
   * @throws Unconvertible if they are more than {@link Numbers#DIGITS_MAX}
   */
  static String plain(Number number) {
    if (number instanceof BigDecimal || number instanceof BigInteger) {
      return Numbers.exact(number).toPlainString();
    }
    boolean floating = number instanceof Double || number instanceof Float;
    return floating && Double.isFinite(number.doubleValue())
        ? new BigDecimal(number.toString()).toPlainString()
        : number.toString();
  }

  /** Whether it has one form as text, which its type writes itself: ISO-8601 for times. */
  static boolean isWord(Object value) {
    return value instanceof Temporal || value instanceof TemporalAmount;
  }

  private static String text(Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Number number) {
      return plain(number);
    }
    if (value instanceof Boolean || isWord(value)) {
      return value.toString();
    }
    if (value instanceof List || value instanceof Map || value instanceof Struct) {
      return PlainJson.write(value);
    }
    if (Blobs.isBytes(value)) {
      throw Unconvertible.otherType(
          ValueKind.of(value),
          "name their encoding in " + ColumnConversions.OPTION + " (utf8, base64 or hex)",
          "blob");
    }
    throw Unconvertible.kind(value);
  }
}
