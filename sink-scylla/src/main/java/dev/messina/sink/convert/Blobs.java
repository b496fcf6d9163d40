package dev.messina.sink.convert;

import java.nio.ByteBuffer;

/** Bytes, in the two forms that Connect gives them. */
final class Blobs {

  private Blobs() {}

  /**
   * Bytes as they are. The bytes of a string depend on how it encodes them, which it doesn't say.
   */
  static Object toBlob(Object value) {
    if (value instanceof byte[] bytes) {
      return ByteBuffer.wrap(bytes);
    }
    if (value instanceof ByteBuffer) {
      return value;
    }
    if (value instanceof String) {
      throw new Unconvertible(
          "a string, whose encoding is not named",
          "name it in " + ColumnConversions.OPTION + ": base64, hex or utf8");
    }
    throw Unconvertible.kind(value);
  }

  static boolean isBytes(Object value) {
    return value instanceof byte[] || value instanceof ByteBuffer;
  }

  /** The bytes of a value that {@link #isBytes}. Not to be changed. */
  static byte[] bytes(Object value) {
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    ByteBuffer buffer = ((ByteBuffer) value).duplicate();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
