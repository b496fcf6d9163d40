package dev.messina.cli.plan.attribute;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Sizes in bytes by DynamoDB's count, which is what a scan is paid by. */
public final class ItemSize {

  private static final int CONTAINER = 3;

  private ItemSize() {}

  /**
   * @param item in DynamoDB JSON
   */
  public static long of(JsonNode item) {
    long size = 0;
    for (Map.Entry<String, JsonNode> attribute : item.properties()) {
      size += utf8(attribute.getKey()) + ofValue(attribute.getValue());
    }
    return size;
  }

  /**
   * @param typed a value with its type
   */
  public static long ofValue(JsonNode typed) {
    Map.Entry<String, JsonNode> value = typed.properties().iterator().next();
    JsonNode content = value.getValue();
    return switch (value.getKey()) {
      case "S" -> utf8(content.asText());
      case "N" -> number(content.asText());
      case "B" -> base64(content.asText());
      case "BOOL", "NULL" -> 1;
      case "L" -> list(content);
      case "M" -> CONTAINER + of(content) + content.size();
      default -> set(value.getKey(), content);
    };
  }

  private static long list(JsonNode elements) {
    long size = CONTAINER;
    for (JsonNode element : elements) {
      size += 1 + ofValue(element);
    }
    return size;
  }

  private static long set(String type, JsonNode members) {
    long size = 0;
    for (JsonNode member : members) {
      String text = member.asText();
      size +=
          switch (type) {
            case "NS" -> number(text);
            case "BS" -> base64(text);
            default -> utf8(text);
          };
    }
    return size;
  }

  /** About a byte for two digits, one more, and one for the sign. */
  private static long number(String text) {
    long digits = text.chars().filter(Character::isDigit).count();
    return (digits + 1) / 2 + 1 + (text.startsWith("-") ? 1 : 0);
  }

  private static long base64(String text) {
    long padding = text.chars().filter(one -> one == '=').count();
    return text.length() / 4L * 3 - padding;
  }

  static long utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
