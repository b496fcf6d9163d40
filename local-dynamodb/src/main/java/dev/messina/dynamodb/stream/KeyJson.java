package dev.messina.dynamodb.stream;

import dev.messina.dynamodb.item.DynamoNumber;
import dev.messina.dynamodb.item.Item;
import dev.messina.dynamodb.item.KeyAttribute;
import dev.messina.dynamodb.item.KeySchema;
import dev.messina.dynamodb.item.KeyType;
import dev.messina.dynamodb.json.JsonTree;
import dev.messina.dynamodb.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Cuts the key out of the JSON of an item, without reading the rest of it. It relies on that JSON
 * being written here, without blanks.
 */
final class KeyJson {

  private final List<byte[]> names;

  KeyJson(KeySchema schema) {
    this.names =
        schema.attributes().stream()
            .map(KeyAttribute::name)
            .map(name -> new JsonWriter().string(name).toBytes())
            .toList();
  }

  /** The object of the key's attributes. */
  byte[] of(Item item) {
    byte[] json = item.json();
    ByteArrayOutputStream keys = new ByteArrayOutputStream(64);
    for (byte[] name : names) {
      keys.write(keys.size() == 0 ? '{' : ',');
      int from = find(json, name);
      keys.write(json, from, endOfValue(json, from + name.length + 1) - from);
    }
    keys.write('}');
    return keys.toByteArray();
  }

  /** Of such an object, by DynamoDB's count. */
  static int size(byte[] keys) {
    int size = 0;
    try {
      for (Map.Entry<String, Object> key : JsonTree.object(keys).entrySet()) {
        Map.Entry<?, ?> value = ((Map<?, ?>) key.getValue()).entrySet().iterator().next();
        size += utf8(key.getKey()) + size((String) value.getKey(), (String) value.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return size;
  }

  private static int size(String type, String value) {
    return switch (KeyType.valueOf(type)) {
      case S -> utf8(value);
      case N -> DynamoNumber.parse(value).size();
      case B -> Base64.getDecoder().decode(value).length;
    };
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static int find(byte[] json, byte[] name) {
    int at = 1;
    while (at < json.length - 1) {
      int end = endOfString(json, at);
      if (Arrays.equals(json, at, end, name, 0, name.length)) {
        return at;
      }
      at = endOfValue(json, end + 1) + 1;
    }
    throw new IllegalArgumentException("The item lacks an attribute of its key");
  }

  private static int endOfString(byte[] json, int from) {
    int at = from + 1;
    while (json[at] != '"') {
      at += json[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  private static int endOfValue(byte[] json, int from) {
    int depth = 0;
    int at = from;
    do {
      switch (json[at]) {
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        case '"' -> at = endOfString(json, at);
        default -> at++;
      }
    } while (depth > 0);
    return at;
  }
}
