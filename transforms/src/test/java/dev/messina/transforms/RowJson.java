package dev.messina.transforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/** Connect values as JSON trees in the notation of the golden records: bytes as base64 text. */
final class RowJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private RowJson() {}

  static JsonNode of(Object value) {
    if (value == null) {
      return NODES.nullNode();
    }
    if (value instanceof Struct struct) {
      ObjectNode node = NODES.objectNode();
      struct.schema().fields().forEach(field -> node.set(field.name(), of(struct.get(field))));
      return node;
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode node = NODES.objectNode();
      map.forEach((name, element) -> node.set((String) name, of(element)));
      return node;
    }
    if (value instanceof List<?> list) {
      ArrayNode node = NODES.arrayNode();
      list.forEach(element -> node.add(of(element)));
      return node;
    }
    if (value instanceof byte[] bytes) {
      return NODES.textNode(Base64.getEncoder().encodeToString(bytes));
    }
    if (value instanceof ByteBuffer bytes) {
      return of(bytes.array());
    }
    if (value instanceof Boolean flag) {
      return NODES.booleanNode(flag);
    }
    // Headers hold numbers, rows never do.
    return value instanceof Long number
        ? SampleRecords.tree(number.toString())
        : NODES.textNode((String) value);
  }
}
