package dev.messina.sink.cql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Struct;

/** Exact conversions to text, bytes, flags and the types that are written as one word. */
final class Texts {

  private static final Pattern IP_V4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern IP_V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final String REMEDY =
      "correct the data, make the column text or convert the field with a transform";

  private Texts() {}

  static Object toText(Object value) {
    return wellFormed(text(value));
  }

  static Object toAscii(Object value) {
    String text = text(value);
    if (text.chars().anyMatch(c -> c > 127)) {
      throw new Unconvertible("a string with characters outside ASCII", "make the column text");
    }
    return text;
  }

  static Object toBoolean(Object value) {
    if (value instanceof Boolean) {
      return value;
    }
    if ("true".equals(value) || "false".equals(value)) {
      return "true".equals(value);
    }
    throw value instanceof String
        ? new Unconvertible("a string that is neither true nor false", REMEDY)
        : Unconvertible.kind(value);
  }

  /** A string is taken as base64, which is how JSON converters write bytes. */
  static Object toBlob(Object value) {
    if (value instanceof byte[] bytes) {
      return ByteBuffer.wrap(bytes);
    }
    if (value instanceof ByteBuffer) {
      return value;
    }
    if (value instanceof String text) {
      try {
        return ByteBuffer.wrap(Base64.getDecoder().decode(text));
      } catch (IllegalArgumentException notBase64) {
        throw new Unconvertible("a string that is not base64", REMEDY);
      }
    }
    throw Unconvertible.kind(value);
  }

  static Object toUuid(Object value) {
    return uuid(value);
  }

  static Object toTimeuuid(Object value) {
    UUID uuid = uuid(value);
    if (uuid.version() != 1) {
      throw new Unconvertible("a UUID that is not time-based (version 1)", "make the column uuid");
    }
    return uuid;
  }

  /** Literals only: a host name would be asked of a name server, and answered differently later. */
  static Object toInet(Object value) {
    if (!(value instanceof String text)) {
      throw Unconvertible.kind(value);
    }
    if (IP_V4.matcher(text).matches()) {
      return address(text);
    }
    if (IP_V6.matcher(text).matches()) {
      // In brackets the JDK never takes it for a host name.
      return address("[" + text + "]");
    }
    throw notAnAddress();
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException malformed) {
      throw notAnAddress();
    }
  }

  private static Unconvertible notAnAddress() {
    return new Unconvertible("a string that is no IP address literal", REMEDY);
  }

  private static UUID uuid(Object value) {
    if (value instanceof UUID uuid) {
      return uuid;
    }
    if (!(value instanceof String text)) {
      throw Unconvertible.kind(value);
    }
    try {
      UUID uuid = UUID.fromString(text);
      // The JDK also reads shortened groups, which no two systems write alike.
      if (uuid.toString().equalsIgnoreCase(text)) {
        return uuid;
      }
    } catch (IllegalArgumentException malformed) {
      // Falls through to the one message for both.
    }
    throw new Unconvertible("a string that is no UUID", REMEDY);
  }

  private static String text(Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Number number) {
      return plain(number);
    }
    if (value instanceof Boolean
        || value instanceof List
        || value instanceof Map
        || value instanceof Struct) {
      return PlainJson.write(value);
    }
    throw Unconvertible.kind(value);
  }

  /** A number's digits without an exponent. */
  static String plain(Number number) {
    if (number instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (number instanceof BigInteger || !(number instanceof Double || number instanceof Float)) {
      return number.toString();
    }
    return Double.isFinite(number.doubleValue())
        ? new BigDecimal(number.toString()).toPlainString()
        : number.toString();
  }

  /** Half a surrogate pair has no UTF-8 form; encoding would put a question mark in its place. */
  private static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isHighSurrogate(text.charAt(i))
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(++i))) {
          throw new Unconvertible("a string that is not well-formed Unicode", "correct the data");
        }
      }
    }
    return text;
  }
}
