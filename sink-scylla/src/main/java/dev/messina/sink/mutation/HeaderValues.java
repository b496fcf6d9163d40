package dev.messina.sink.mutation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Header;

/**
 * What the producer of a header has written, whichever of Connect's header converters it had and
 * the connector has: one may leave the quotes of JSON around a text, or a schema beside it, and one
 * gives back nothing but bytes.
 */
public final class HeaderValues {

  private static final String SCHEMA = "schema";
  private static final String PAYLOAD = "payload";

  private HeaderValues() {}

  /** The value: text, where it is text or its bytes; null if the header has none. */
  public static Object of(Header header) {
    Object value = header.value();
    if (value instanceof byte[] bytes) {
      return ofBytes(ByteBuffer.wrap(bytes), value);
    }
    if (value instanceof ByteBuffer buffer) {
      return ofBytes(buffer, value);
    }
    if (value instanceof String text) {
      return ofText(text);
    }
    if (value instanceof Map<?, ?> map && isWithSchema(map)) {
      return isOfSimpleConverter(header) && map.get(PAYLOAD) instanceof String escaped
          ? read("\"" + escaped + "\"", escaped)
          : map.get(PAYLOAD);
    }
    return value;
  }

  /**
   * Whether a Map was read by SimpleHeaderConverter, which leaves backslashes before quotes and
   * takes texts for dates.
   */
  static boolean isOfSimpleConverter(Header header) {
    return header.schema() != null && header.schema().type() == Schema.Type.MAP;
  }

  /** Only text begins like this: a number of eight bytes would be far beyond all times. */
  private static Object ofBytes(ByteBuffer buffer, Object value) {
    String text = StandardCharsets.UTF_8.decode(buffer.duplicate()).toString();
    return text.startsWith("\"") || text.startsWith("{") || isPrintable(text)
        ? ofText(text)
        : value;
  }

  private static boolean isPrintable(String text) {
    return !text.isEmpty()
        && text.chars().noneMatch(one -> Character.isISOControl(one) || one == 0xFFFD);
  }

  private static Object ofText(String text) {
    if (text.startsWith("\"")) {
      return read(text, text);
    }
    if (LosslessJson.looksLikeObject(text)
        && read(text, text) instanceof Map<?, ?> map
        && isWithSchema(map)) {
      return map.get(PAYLOAD);
    }
    return text;
  }

  private static Object read(String json, Object otherwise) {
    try {
      return LosslessJson.value(json);
    } catch (LosslessJson.Malformed plainText) {
      return otherwise;
    }
  }

  private static boolean isWithSchema(Map<?, ?> map) {
    return map.size() == 2 && map.containsKey(SCHEMA) && map.containsKey(PAYLOAD);
  }
}
