package dev.messina.transforms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.math.BigDecimal;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What a row has to be, worked out the plain way: whole trees, no shared code with the transform.
 * Columns come in the notation of the golden records.
 */
final class ExpectedRow {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ExpectedRow() {}

  /** The columns of an item that lacks its key's attributes. */
  static ObjectNode of(JsonNode item, UnaryOperator<String> columnOf) {
    ObjectNode row = NODES.objectNode();
    item.properties()
        .forEach(
            attribute -> row.set(columnOf.apply(attribute.getKey()), column(attribute.getValue())));
    return row;
  }

  private static JsonNode column(JsonNode typed) {
    String tag = typed.fieldNames().next();
    JsonNode value = typed.get(tag);
    return switch (tag) {
      case "N" -> NODES.textNode(plain(value.asText()));
      case "NULL" -> NODES.nullNode();
      case "NS" -> {
        ArrayNode numbers = NODES.arrayNode();
        value.forEach(number -> numbers.add(plain(number.asText())));
        yield numbers;
      }
      case "L", "M" -> NODES.textNode(text(json(typed)));
      default -> value;
    };
  }

  private static JsonNode json(JsonNode typed) {
    String tag = typed.fieldNames().next();
    JsonNode value = typed.get(tag);
    return switch (tag) {
      case "N" -> NODES.rawValueNode(new RawValue(value.asText()));
      case "NULL" -> NODES.nullNode();
      case "NS" -> {
        ArrayNode numbers = NODES.arrayNode();
        value.forEach(number -> numbers.addRawValue(new RawValue(number.asText())));
        yield numbers;
      }
      case "L" -> {
        ArrayNode list = NODES.arrayNode();
        value.forEach(element -> list.add(json(element)));
        yield list;
      }
      case "M" -> {
        TreeMap<String, JsonNode> sorted = new TreeMap<>();
        value.properties().forEach(entry -> sorted.put(entry.getKey(), json(entry.getValue())));
        yield NODES.objectNode().setAll(sorted);
      }
      default -> value;
    };
  }

  private static String plain(String number) {
    BigDecimal decimal = new BigDecimal(number);
    return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
  }

  static String text(JsonNode tree) {
    try {
      return JSON.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
