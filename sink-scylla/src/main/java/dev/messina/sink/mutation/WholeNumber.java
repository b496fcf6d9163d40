package dev.messina.sink.mutation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * An integer that a header or a field brings. Header converters hand back int64 as itself, as the
 * smallest type that holds it, as text or as the bytes of either.
 */
final class WholeNumber {

  private WholeNumber() {}

  /** The number; null if it is none. */
  static Long of(Object value) {
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof String text) {
      return digits(text);
    }
    if (value instanceof byte[] bytes) {
      return of(ByteBuffer.wrap(bytes));
    }
    if (value instanceof ByteBuffer buffer) {
      Long number = digits(StandardCharsets.ISO_8859_1.decode(buffer.duplicate()).toString());
      // Eight digits would be a number far beyond every time, so that they are its text.
      return number == null && buffer.remaining() == Long.BYTES
          ? Long.valueOf(buffer.getLong(buffer.position()))
          : number;
    }
    return null;
  }

  private static Long digits(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException notDigits) {
      return null;
    }
  }
}
