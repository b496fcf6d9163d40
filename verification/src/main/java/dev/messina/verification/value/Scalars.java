package dev.messina.verification.value;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Values that hold no others, but for dates and times. */
final class Scalars {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,5})?");

  private static final int DIGITS_MAX = 10_000;
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final Pattern IDENTIFIER =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private Scalars() {}

  static Object text(Object given, Set<Choice> choices) {
    Optional<byte[]> bytes = bytes(given);
    if (bytes.isPresent()) {
      return encoded(bytes.get(), choices);
    }
    if (given instanceof List<?> || given instanceof Map<?, ?>) {
      return JsonText.of(given);
    }
    return given instanceof Number number
        ? stripped(new BigDecimal(number.toString())).toPlainString()
        : given.toString();
  }

  private static String encoded(byte[] bytes, Set<Choice> choices) {
    if (choices.contains(Choice.BASE64)) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    if (choices.contains(Choice.HEX)) {
      return HexFormat.of().formatHex(bytes);
    }
    if (choices.contains(Choice.UTF8)) {
      try {
        CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        return text.toString();
      } catch (CharacterCodingException notText) {
        throw new Unfit("bytes that are not UTF-8");
      }
    }
    throw new Unfit("bytes in a column of text");
  }

  static ByteBuffer blob(Object given, Set<Choice> choices) {
    Optional<byte[]> bytes = bytes(given);
    if (bytes.isPresent()) {
      return ByteBuffer.wrap(bytes.get());
    }
    if (!(given instanceof String text)) {
      throw new Unfit("no bytes in a blob");
    }
    try {
      if (choices.contains(Choice.BASE64)) {
        return ByteBuffer.wrap(Base64.getDecoder().decode(text));
      }
      if (choices.contains(Choice.HEX)) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(text));
      }
    } catch (IllegalArgumentException notEncoded) {
      throw new Unfit("a string that is not in the column's encoding");
    }
    if (choices.contains(Choice.UTF8)) {
      return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
    throw new Unfit("a string in a blob");
  }

  static Boolean flag(Object given, Set<Choice> choices) {
    if (given instanceof Boolean flag) {
      return flag;
    }
    String text = given.toString();
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return Boolean.valueOf(text);
    }
    if (choices.contains(Choice.NUMBER)) {
      BigDecimal number = number(given);
      if (number.signum() == 0 || number.compareTo(BigDecimal.ONE) == 0) {
        return number.signum() != 0;
      }
    }
    throw new Unfit("neither true nor false");
  }

  static Object number(DataType type, Object given, Set<Choice> choices) {
    BigDecimal number = number(given);
    if (type.equals(DataTypes.DECIMAL)) {
      return number;
    }
    if (type.equals(DataTypes.DOUBLE)) {
      return held(number, Double.toString(number.doubleValue()), choices, number.doubleValue());
    }
    if (type.equals(DataTypes.FLOAT)) {
      return held(number, Float.toString(number.floatValue()), choices, number.floatValue());
    }
    try {
      BigInteger whole = number.toBigIntegerExact();
      if (type.equals(DataTypes.VARINT)) {
        return whole;
      }
      if (type.equals(DataTypes.BIGINT)) {
        return whole.longValueExact();
      }
      if (type.equals(DataTypes.INT)) {
        return whole.intValueExact();
      }
      return type.equals(DataTypes.SMALLINT)
          ? (Object) whole.shortValueExact()
          : (Object) whole.byteValueExact();
    } catch (ArithmeticException doesNotFit) {
      throw new Unfit("a number that the column's type cannot hold");
    }
  }

  private static <F extends Number> F held(
      BigDecimal number, String written, Set<Choice> choices, F nearest) {
    boolean finite = Double.isFinite(nearest.doubleValue());
    if (finite && (choices.contains(Choice.ROUNDED) || isSame(number, written))) {
      return nearest;
    }
    throw new Unfit("a number that the column's type would round");
  }

  private static boolean isSame(BigDecimal number, String written) {
    return new BigDecimal(written).compareTo(number) == 0;
  }

  static BigDecimal number(Object given) {
    String text = given.toString();
    boolean said = given instanceof Number || given instanceof String;
    if (!said || !NUMBER.matcher(text).matches()) {
      throw new Unfit("no number");
    }
    BigDecimal number = new BigDecimal(text);
    if (Math.abs((long) number.scale()) + number.precision() > DIGITS_MAX) {
      throw new Unfit("a number of more than 10000 digits");
    }
    return stripped(number);
  }

  static BigDecimal stripped(BigDecimal number) {
    return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
  }

  static UUID identifier(Object given) {
    Optional<byte[]> bytes = bytes(given);
    if (bytes.isPresent() && bytes.get().length == 16) {
      ByteBuffer sixteen = ByteBuffer.wrap(bytes.get());
      return new UUID(sixteen.getLong(), sixteen.getLong());
    }
    if (given instanceof String text && IDENTIFIER.matcher(text).matches()) {
      return UUID.fromString(text);
    }
    throw new Unfit("no UUID");
  }

  static InetAddress address(Object given) {
    if (given instanceof String text && ADDRESS.matcher(text).matches()) {
      try {
        return InetAddress.getByName(text);
      } catch (UnknownHostException noAddress) {
        throw new Unfit("no IP address");
      }
    }
    throw new Unfit("no IP address");
  }

  static Optional<byte[]> bytes(Object given) {
    if (given instanceof byte[] array) {
      return Optional.of(array);
    }
    if (given instanceof ByteBuffer buffer) {
      byte[] copy = new byte[buffer.remaining()];
      buffer.duplicate().get(copy);
      return Optional.of(copy);
    }
    return Optional.empty();
  }
}
