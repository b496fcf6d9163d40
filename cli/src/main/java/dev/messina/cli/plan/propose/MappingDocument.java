package dev.messina.cli.plan.propose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messina.cli.plan.table.KeyPart;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The mapping of a target, as it is read by people and as it stands in a connector. */
final class MappingDocument {

  private static final Set<String> WORDS =
      Set.of("true", "false", "yes", "no", "on", "off", "null");

  private MappingDocument() {}

  /**
   * @param itemKey of the table at the source
   * @param expiry the attribute of its time to live
   */
  static ObjectNode of(Target target, List<KeyPart> itemKey, Optional<String> expiry) {
    ObjectNode mapping = JsonNodeFactory.instance.objectNode();
    ObjectNode key = mapping.putObject("item_key");
    itemKey.forEach(part -> key.put(part.name(), part.type()));
    Set<String> own = itemKey.stream().map(KeyPart::name).collect(Collectors.toSet());
    if (target.index().isPresent()) {
      ObjectNode when = JsonNodeFactory.instance.objectNode();
      target.key().stream()
          .filter(column -> !own.contains(column.attribute()))
          .forEach(column -> when.set(path(column.attribute()), exists()));
      if (!when.isEmpty()) {
        mapping.set("when", when);
      }
    }
    ArrayNode rowKey = mapping.putArray("key");
    target.key().forEach(column -> rowKey.add(column.name()));
    ObjectNode columns = mapping.putObject("columns");
    target.all().forEach(column -> columns.set(column.name(), source(column)));
    expiry.ifPresent(attribute -> mapping.put("expiry", path(attribute)));
    if (target.rest().isPresent()) {
      mapping.putObject("unmapped").put("column", target.rest().get()).put("as", "dynamodb");
    } else {
      mapping.put("unmapped", "ignore");
    }
    return mapping;
  }

  private static ObjectNode exists() {
    return JsonNodeFactory.instance.objectNode().put("exists", true);
  }

  private static JsonNode source(Column column) {
    String path = path(column.attribute());
    return column
        .form()
        .<JsonNode>map(
            form -> JsonNodeFactory.instance.objectNode().put("from", path).put("as", form))
        .orElseGet(() -> JsonNodeFactory.instance.textNode(path));
  }

  /** The path to an attribute, in backticks where its name would be read as something else. */
  static String path(String attribute) {
    boolean isPlain =
        attribute.indexOf('.') < 0
            && !attribute.startsWith("`")
            && !Set.of("not", "any", "all").contains(attribute);
    return isPlain ? attribute : "`" + attribute.replace("\\", "\\\\").replace("`", "\\`") + "`";
  }

  /** As YAML in blocks. */
  static String yaml(ObjectNode mapping) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, JsonNode> entry : mapping.properties()) {
      boolean isBlock = entry.getKey().equals("columns");
      text.append(entry.getKey()).append(':');
      if (isBlock) {
        text.append('\n');
        entry
            .getValue()
            .properties()
            .forEach(
                column ->
                    text.append("  ")
                        .append(scalar(column.getKey()))
                        .append(": ")
                        .append(flow(column.getValue()))
                        .append('\n'));
      } else {
        text.append(' ').append(flow(entry.getValue())).append('\n');
      }
    }
    return text.toString();
  }

  private static String flow(JsonNode value) {
    if (value.isObject()) {
      return value.properties().stream()
          .map(entry -> scalar(entry.getKey()) + ": " + flow(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(MappingDocument::flow)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return value.isTextual() ? scalar(value.asText()) : value.toString();
  }

  private static String scalar(String text) {
    boolean isPlain =
        text.matches("[A-Za-z_][A-Za-z0-9_]*") && !WORDS.contains(text.toLowerCase(Locale.ROOT));
    return isPlain ? text : JsonNodeFactory.instance.textNode(text).toString();
  }
}
