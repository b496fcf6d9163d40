package dev.messina.sink.mutation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;

/**
 * What Debezium puts where the database did not tell a large value that has not changed: a text
 * that its option {@code unavailable.value.placeholder} names, in a form of each column type. The
 * forms are those of its connector for PostgreSQL (UnchangedToastedPlaceholder) and of its {@code
 * binary.handling.mode}; places of geometries have fixed values.
 */
final class UnavailableValues {

  private static final String HEX = "hex:";
  private static final double NOWHERE = -99_999_999;
  private static final Set<ByteBuffer> NO_GEOMETRIES =
      Set.of(
          ByteBuffer.wrap(
              HexFormat.of().parseHex("0101000020E6100000000000FC83D797C1000000FC83D797C1")),
          ByteBuffer.wrap(
              HexFormat.of().parseHex("0101000020E61000000C21E7FDFF7F66401842CEFBFF7F5640")));

  private final ByteBuffer bytes;
  private final Set<String> texts = new HashSet<>();

  /** Of the texts: a look at the length spares most values the rest. */
  private final BitSet lengths = new BitSet();

  private final BiPredicate<String, Object> untold = (name, value) -> isIn(value);

  /**
   * Knows the values by their text.
   *
   * @param placeholder as Debezium's option has it: text, or octets after {@code hex:}
   * @throws IllegalArgumentException if it is neither
   */
  UnavailableValues(String placeholder) {
    byte[] octets =
        placeholder.startsWith(HEX)
            ? HexFormat.of().parseHex(placeholder.substring(HEX.length()))
            : placeholder.getBytes(StandardCharsets.UTF_8);
    if (octets.length == 0) {
      throw new IllegalArgumentException("empty");
    }
    bytes = ByteBuffer.wrap(octets);
    String text = new String(octets, StandardCharsets.UTF_8);
    texts.add(text);
    texts.add(UUID.nameUUIDFromBytes(octets).toString());
    texts.add(Base64.getEncoder().encodeToString(octets));
    texts.add(Base64.getUrlEncoder().encodeToString(octets));
    texts.add(HexFormat.of().formatHex(octets));
    texts.add(HexFormat.of().withUpperCase().formatHex(octets));
    texts.add("{\"" + text + "\":\"" + text + "\"}");
    texts.add("{\"" + text + "\": \"" + text + "\"}");
    texts.forEach(one -> lengths.set(one.length()));
  }

  /** The fields whose values were not told; nearly always none. */
  Set<String> in(RowFields fields) {
    if (!fields.any(untold)) {
      return Set.of();
    }
    Set<String> names = new HashSet<>();
    fields.forEach(
        (name, value) -> {
          if (isIn(value)) {
            names.add(name);
          }
        });
    return names;
  }

  /** Whether a value is such a one, or holds one. */
  private boolean isIn(Object value) {
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return false;
    }
    if (value instanceof String text) {
      return lengths.get(text.length()) && texts.contains(text);
    }
    if (value instanceof byte[] octets) {
      return octets.length == bytes.remaining() && bytes.equals(ByteBuffer.wrap(octets));
    }
    if (value instanceof ByteBuffer buffer) {
      return bytes.equals(buffer);
    }
    if (value instanceof List<?> list) {
      return isSpelled(list) || list.stream().anyMatch(this::isIn);
    }
    if (value instanceof Map<?, ?> map && map.keySet().stream().anyMatch(this::isIn)) {
      return true;
    }
    if (!RowFields.has(value)) {
      return false;
    }
    RowFields fields = RowFields.of(value);
    return isNoPlace(fields) || fields.any(untold);
  }

  /** Arrays of numbers have one for each byte. */
  private boolean isSpelled(List<?> list) {
    if (list.size() != bytes.remaining()) {
      return false;
    }
    for (int i = 0; i < list.size(); i++) {
      if (!(list.get(i) instanceof Number number) || number.longValue() != bytes.get(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNoPlace(RowFields fields) {
    if (!fields.contains("wkb")) {
      return false;
    }
    return NO_GEOMETRIES.contains(octets(fields.value("wkb")))
        || (isNowhere(fields.value("x")) && isNowhere(fields.value("y")));
  }

  private static boolean isNowhere(Object coordinate) {
    return coordinate instanceof Number number && number.doubleValue() == NOWHERE;
  }

  private static ByteBuffer octets(Object value) {
    if (value instanceof ByteBuffer buffer) {
      return buffer;
    }
    if (value instanceof byte[] array) {
      return ByteBuffer.wrap(array);
    }
    try {
      return ByteBuffer.wrap(Base64.getDecoder().decode(String.valueOf(value)));
    } catch (IllegalArgumentException otherText) {
      return ByteBuffer.allocate(0);
    }
  }
}
