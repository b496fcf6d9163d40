package dev.messina.dynamodb.item;

import static dev.messina.dynamodb.error.ApiException.validation;

import dev.messina.dynamodb.error.ApiException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * A number as DynamoDB keeps it: up to 38 significant digits, zero or of a magnitude from 1E-130 to
 * 9.9999999999999999999999999999999999999E+125. Its text is plain, without exponent and without
 * zeros that mean nothing.
 */
public record DynamoNumber(BigDecimal value) implements Comparable<DynamoNumber> {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final int MOST_DIGITS = 38;
  private static final int HIGHEST_EXPONENT = 125;
  private static final int LOWEST_EXPONENT = -130;
  private static final int LONGEST_PLAIN_LONG = 18;

  /**
   * @throws ApiException if it is out of those bounds
   */
  public DynamoNumber {
    value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    if (value.precision() > MOST_DIGITS) {
      throw validation("Attempting to store more than 38 significant digits in a Number");
    }
    if (value.signum() != 0 && exponent(value) > HIGHEST_EXPONENT) {
      throw validation(
          "Number overflow. Attempting to store a number with magnitude larger than supported"
              + " range");
    }
    if (value.signum() != 0 && exponent(value) < LOWEST_EXPONENT) {
      throw validation(
          "Number underflow. Attempting to store a number with magnitude smaller than supported"
              + " range");
    }
  }

  /**
   * @throws ApiException if the text is no number, or out of bounds
   */
  public static DynamoNumber parse(String text) {
    if (isPlainLong(text)) {
      return new DynamoNumber(BigDecimal.valueOf(Long.parseLong(text)));
    }
    if (!NUMBER.matcher(text).matches()) {
      throw notNumeric(text);
    }
    try {
      return new DynamoNumber(new BigDecimal(text));
    } catch (NumberFormatException e) {
      // An exponent of more than ten digits.
      throw notNumeric(text);
    }
  }

  public DynamoNumber plus(DynamoNumber other) {
    return new DynamoNumber(value.add(other.value));
  }

  public DynamoNumber minus(DynamoNumber other) {
    return new DynamoNumber(value.subtract(other.value));
  }

  /** How many bytes DynamoDB counts for it: one, and one for two digits on each side. */
  public int size() {
    if (value.signum() == 0) {
      return 1;
    }
    int sign = value.signum() < 0 ? 1 : 0;
    return 1 + pairs(value) + sign;
  }

  /** The power of ten of the first digit. */
  int exponent() {
    return value.signum() == 0 ? 0 : (int) exponent(value);
  }

  BigInteger digits() {
    return value.unscaledValue().abs();
  }

  @Override
  public int compareTo(DynamoNumber other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toPlainString();
  }

  private static long exponent(BigDecimal value) {
    return (long) value.precision() - value.scale() - 1;
  }

  /** How many digits of base 100 there are, from the first that is not zero to the last. */
  private static int pairs(BigDecimal value) {
    int first = (int) Math.floorDiv(exponent(value), 2L);
    int last = Math.floorDiv(-value.scale(), 2);
    return first - last + 1;
  }

  private static ApiException notNumeric(String text) {
    return validation("The parameter cannot be converted to a numeric value: " + text);
  }

  private static boolean isPlainLong(String text) {
    if (text.isEmpty() || text.length() > LONGEST_PLAIN_LONG) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char digit = text.charAt(i);
      if ((digit < '0' || digit > '9') && !(digit == '-' && i == 0 && text.length() > 1)) {
        return false;
      }
    }
    return true;
  }
}
