package dev.messina.sink.convert;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.regex.Pattern;

/** Exact conversions to UUIDs and internet addresses. */
final class Identifiers {

  private static final int UUID_BYTES = 16;
  private static final Pattern IP_V4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern IP_V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final String REMEDY = "correct the data or convert the field with a transform";

  private Identifiers() {}

  static Object toUuid(Object value) {
    return uuid(value);
  }

  static Object toTimeuuid(Object value) {
    UUID uuid = uuid(value);
    if (uuid.version() != 1) {
      throw Unconvertible.otherType("a UUID that is not time-based (version 1)", null, "uuid");
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
      InetAddress address = address("[" + text + "]");
      if (address instanceof Inet6Address) {
        return address;
      }
      throw Unconvertible.otherType(
          "an IPv4 address written as IPv6, which would become plain IPv4", REMEDY, "text");
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
    return Unconvertible.otherType("a string that is no IP address literal", REMEDY, "text");
  }

  private static UUID uuid(Object value) {
    if (Blobs.isBytes(value)) {
      return ofBytes(Blobs.bytes(value));
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
    throw Unconvertible.otherType("a string that is no UUID", REMEDY, "text");
  }

  private static UUID ofBytes(byte[] bytes) {
    if (bytes.length != UUID_BYTES) {
      throw Unconvertible.otherType("bytes that are not the 16 of a UUID", null, "blob");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }
}
