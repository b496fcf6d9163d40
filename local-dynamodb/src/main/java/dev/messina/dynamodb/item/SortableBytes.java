package dev.messina.dynamodb.item;

import java.nio.charset.StandardCharsets;

/**
 * A key's attribute as bytes that are in the order of the values: strings by their UTF-8 bytes,
 * binary values byte by byte without sign, numbers by their value.
 */
public final class SortableBytes {

  private static final byte NEGATIVE = 0;
  private static final byte ZERO = 1;
  private static final byte POSITIVE = 2;
  private static final int EXPONENT_OFFSET = 130;
  private static final byte AFTER_ALL_DIGITS = (byte) 0xFF;

  private SortableBytes() {}

  /**
   * @param value a string, a number or a binary value
   */
  public static byte[] of(AttributeValue value) {
    if (value instanceof AttributeValue.StringValue string) {
      return string.value().getBytes(StandardCharsets.UTF_8);
    }
    if (value instanceof AttributeValue.BinaryValue binary) {
      return binary.value();
    }
    if (value instanceof AttributeValue.NumberValue number) {
      return of(number.value());
    }
    throw new IllegalArgumentException("A key has no attribute of type " + value.type());
  }

  private static byte[] of(DynamoNumber number) {
    int sign = number.value().signum();
    if (sign == 0) {
      return new byte[] {ZERO};
    }
    byte[] digits = number.digits().toString().getBytes(StandardCharsets.US_ASCII);
    byte exponent = (byte) (number.exponent() + EXPONENT_OFFSET);
    byte[] bytes = new byte[digits.length + (sign > 0 ? 2 : 3)];
    bytes[0] = sign > 0 ? POSITIVE : NEGATIVE;
    bytes[1] = exponent;
    System.arraycopy(digits, 0, bytes, 2, digits.length);
    if (sign < 0) {
      for (int i = 1; i <= digits.length + 1; i++) {
        bytes[i] = (byte) ~bytes[i];
      }
      bytes[bytes.length - 1] = AFTER_ALL_DIGITS;
    }
    return bytes;
  }
}
