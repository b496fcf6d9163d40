package dev.messina.dynamodb.item;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.messina.dynamodb.json.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Items as DynamoDB JSON. What is read here was written here, so nothing is checked. */
public final class ItemJson {

  private static final JsonFactory FACTORY = new JsonFactory();

  private ItemJson() {}

  /**
   * @param size the item's, from which the length of its JSON is guessed
   */
  static byte[] write(Map<String, AttributeValue> item, int size) {
    JsonWriter json = new JsonWriter(size + size / 4 + 64);
    write(json, item);
    return json.toBytes();
  }

  public static void write(JsonWriter json, Map<String, AttributeValue> item) {
    json.beginObject();
    item.forEach(
        (name, value) -> {
          json.name(name);
          write(json, value);
        });
    json.endObject();
  }

  public static void write(JsonWriter json, AttributeValue value) {
    json.beginObject().name(value.type());
    if (value instanceof AttributeValue.BooleanValue flag) {
      json.bool(flag.value());
    } else if (value instanceof AttributeValue.NullValue) {
      json.bool(true);
    } else if (value instanceof AttributeValue.MapValue map) {
      write(json, map.entries());
    } else if (value instanceof AttributeValue.ListValue list) {
      json.beginArray();
      list.values().forEach(element -> write(json, element));
      json.endArray();
    } else if (value instanceof AttributeValue.SetValue set) {
      json.beginArray();
      set.values().forEach(element -> writeScalar(json, element));
      json.endArray();
    } else {
      writeScalar(json, value);
    }
    json.endObject();
  }

  private static void writeScalar(JsonWriter json, AttributeValue value) {
    if (value instanceof AttributeValue.StringValue string) {
      json.string(string.value());
    } else if (value instanceof AttributeValue.NumberValue number) {
      json.string(number.value().toString());
    } else if (value instanceof AttributeValue.BinaryValue binary) {
      json.base64(binary.value());
    } else {
      throw new IllegalArgumentException("No scalar: " + value.type());
    }
  }

  static Map<String, AttributeValue> read(byte[] json) {
    try (JsonParser parser = FACTORY.createParser(json)) {
      parser.nextToken();
      return readMap(parser);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, AttributeValue> readMap(JsonParser parser) throws IOException {
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      item.put(name, readValue(parser));
    }
    return item;
  }

  private static AttributeValue readValue(JsonParser parser) throws IOException {
    String type = parser.nextFieldName();
    parser.nextToken();
    AttributeValue value =
        switch (type) {
          case "BOOL" -> new AttributeValue.BooleanValue(parser.getBooleanValue());
          case "NULL" -> new AttributeValue.NullValue();
          case "M" -> new AttributeValue.MapValue(readMap(parser));
          case "L" -> new AttributeValue.ListValue(readList(parser));
          case "SS", "NS", "BS" -> readSet(parser, type.substring(0, 1));
          default -> readScalar(parser, type);
        };
    parser.nextToken();
    return value;
  }

  private static List<AttributeValue> readList(JsonParser parser) throws IOException {
    List<AttributeValue> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(readValue(parser));
    }
    return list;
  }

  private static AttributeValue readSet(JsonParser parser, String type) throws IOException {
    Set<AttributeValue> set = new LinkedHashSet<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      set.add(readScalar(parser, type));
    }
    return new AttributeValue.SetValue(type, set);
  }

  private static AttributeValue readScalar(JsonParser parser, String type) throws IOException {
    String text = parser.getText();
    return switch (type) {
      case "S" -> new AttributeValue.StringValue(text);
      case "N" -> new AttributeValue.NumberValue(DynamoNumber.parse(text));
      case "B" -> new AttributeValue.BinaryValue(Base64.getDecoder().decode(text));
      default -> throw new IOException("unexpected type " + type);
    };
  }
}
