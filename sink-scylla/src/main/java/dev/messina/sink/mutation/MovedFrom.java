package dev.messina.sink.mutation;

import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;

/**
 * The row that an item had before it moved: {@code key:} and a JSON object of the key's columns, in
 * which bytes are {@code {"base64": "…"}}. Without the word before it SimpleHeaderConverter would
 * read the object and change its texts. A Struct and a Map are taken as well.
 */
final class MovedFrom {

  static final String HEADER = "messina.moved.from";
  private static final String PREFIX = "key:";
  private static final String BYTES = "base64";

  private MovedFrom() {}

  /**
   * The key of the row.
   *
   * @throws org.apache.kafka.connect.errors.DataException if the header cannot be read
   */
  static RowFields of(Header header, RecordCoordinates where) {
    Object value = HeaderValues.of(header);
    if (value instanceof String text) {
      return RowFields.of(parsed(text, where));
    }
    if (!RowFields.has(value)) {
      throw unreadable(where);
    }
    RowFields key = RowFields.of(value);
    if (key instanceof RowFields.OfMap && HeaderValues.isOfSimpleConverter(header)) {
      checkUnchanged(key, where);
    }
    return key;
  }

  private static Map<String, Object> parsed(String text, RecordCoordinates where) {
    String json = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
    try {
      if (LosslessJson.container(json) instanceof Map<?, ?> object) {
        Map<String, Object> key = new LinkedHashMap<>();
        object.forEach((name, value) -> key.put((String) name, meaning(value)));
        return key;
      }
    } catch (LosslessJson.Malformed | IllegalArgumentException noKey) {
      // Falls through to the one message for all of them.
    }
    throw unreadable(where);
  }

  private static Object meaning(Object value) {
    return value instanceof Map<?, ?> map
            && map.size() == 1
            && map.get(BYTES) instanceof String octets
        ? Base64.getDecoder().decode(octets)
        : value;
  }

  private static void checkUnchanged(RowFields key, RecordCoordinates where) {
    key.forEach(
        (name, value) -> {
          if (value instanceof Date || (value instanceof String text && text.contains("\\"))) {
            throw where.error(
                "its header "
                    + HEADER
                    + " is not as it was written, since SimpleHeaderConverter has changed the text"
                    + " of '"
                    + name
                    + "' in it; have it written as text by this version's ItemToRow, or read the"
                    + " topic's rows again from their source");
          }
        });
  }

  private static DataException unreadable(RecordCoordinates where) {
    return where.error(
        "its header "
            + HEADER
            + " holds no struct or map of the primary-key columns, and no text of one; check"
            + " header.converter and the transforms");
  }
}
