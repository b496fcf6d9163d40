package dev.messina.source.change;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.DataException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items as canonical DynamoDB JSON: compact, the keys of maps in the order of their code units,
 * numbers as DynamoDB gives them, bytes as base64, sets and lists in the order received. One item
 * has one text, whichever way it was read.
 */
public final class ItemJson {

  private static final Base64.Encoder BASE64 = Base64.getEncoder();

  private ItemJson() {}

  /** The text of an item, or of the key of one. */
  public static String write(Map<String, AttributeValue> item) {
    JsonText json = new JsonText();
    writeMap(item, json);
    return json.take();
  }

  /**
   * The text of an item less the attributes whose names begin so; names inside of maps don't count.
   *
   * @param item the text of the whole item
   */
  public static String without(String prefix, String item) {
    try {
      return ItemReader.without(prefix, item);
    } catch (IOException e) {
      throw new IllegalArgumentException("The text is no item", e);
    }
  }

  /**
   * Reads back the key of an item, whose attributes can only be strings, numbers and bytes.
   *
   * @throws DataException if the text is no such key
   */
  public static Map<String, AttributeValue> readKey(String text) {
    try (JsonParser json = DynamoDbJson.FACTORY.createParser(text)) {
      json.nextToken();
      Map<String, AttributeValue> key = readKey(json);
      expect(json.nextToken(), null);
      return key;
    } catch (IOException | IllegalArgumentException e) {
      throw notAKey();
    }
  }

  /**
   * Reads an array of keys.
   *
   * @throws DataException if the text is none
   */
  public static List<Map<String, AttributeValue>> readKeys(String text) {
    List<Map<String, AttributeValue>> keys = new ArrayList<>();
    try (JsonParser json = DynamoDbJson.FACTORY.createParser(text)) {
      expect(json.nextToken(), JsonToken.START_ARRAY);
      while (json.nextToken() != JsonToken.END_ARRAY) {
        keys.add(readKey(json));
      }
      expect(json.nextToken(), null);
    } catch (IOException | IllegalArgumentException e) {
      throw notAKey();
    }
    return keys;
  }

  /** An array of keys, as {@link #readKeys(String)} reads it. */
  public static String writeKeys(List<Map<String, AttributeValue>> keys) {
    return keys.stream().map(ItemJson::write).collect(Collectors.joining(",", "[", "]"));
  }

  /**
   * Reads the key of an item where a parser stands at its first bracket.
   *
   * @throws DataException if it is no key
   */
  public static Map<String, AttributeValue> readKey(JsonParser json) throws IOException {
    Map<String, AttributeValue> key = new TreeMap<>();
    expect(json.currentToken(), JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      key.put(json.currentName(), readScalar(json));
    }
    expect(json.currentToken(), JsonToken.END_OBJECT);
    return key;
  }

  private static AttributeValue readScalar(JsonParser json) throws IOException {
    expect(json.nextToken(), JsonToken.START_OBJECT);
    expect(json.nextToken(), JsonToken.FIELD_NAME);
    String type = json.currentName();
    expect(json.nextToken(), JsonToken.VALUE_STRING);
    String value = json.getText();
    expect(json.nextToken(), JsonToken.END_OBJECT);
    return switch (type) {
      case "S" -> AttributeValue.fromS(value);
      case "N" -> AttributeValue.fromN(value);
      case "B" -> AttributeValue.fromB(SdkBytes.fromByteArray(Base64.getDecoder().decode(value)));
      default -> throw notAKey();
    };
  }

  private static void expect(JsonToken found, JsonToken expected) {
    if (found != expected) {
      throw notAKey();
    }
  }

  private static DataException notAKey() {
    return new DataException(
        "The text is not an item's key; it must read like {\"id\":{\"S\":\"...\"}} with attributes"
            + " of type S, N or B.");
  }

  private static void writeMap(Map<String, AttributeValue> map, JsonText json) {
    String[] names = map.keySet().toArray(String[]::new);
    Arrays.sort(names);
    json.open('{');
    for (String name : names) {
      json.element();
      json.name(name);
      writeValue(map.get(name), json);
    }
    json.close('}');
  }

  private static void writeValue(AttributeValue value, JsonText json) {
    switch (value.type()) {
      case S -> json.raw("{\"S\":").string(value.s());
      case N -> json.raw("{\"N\":").string(value.n());
      case B -> json.raw("{\"B\":").string(base64(value.b()));
      case BOOL -> json.raw(value.bool() ? "{\"BOOL\":true" : "{\"BOOL\":false");
      case NUL -> json.raw("{\"NULL\":true");
      case SS -> writeStrings(value.ss(), json.raw("{\"SS\":"));
      case NS -> writeStrings(value.ns(), json.raw("{\"NS\":"));
      case BS ->
          writeStrings(value.bs().stream().map(ItemJson::base64).toList(), json.raw("{\"BS\":"));
      case L -> writeList(value.l(), json.raw("{\"L\":"));
      case M -> writeMap(value.m(), json.raw("{\"M\":"));
      case UNKNOWN_TO_SDK_VERSION ->
          throw new DataException(
              "An attribute is of a type that this version does not know; install a newer Messina");
    }
    json.close('}');
  }

  private static void writeList(List<AttributeValue> list, JsonText json) {
    json.open('[');
    for (AttributeValue element : list) {
      json.element();
      writeValue(element, json);
    }
    json.close(']');
  }

  private static void writeStrings(List<String> strings, JsonText json) {
    json.open('[');
    for (String string : strings) {
      json.element();
      json.string(string);
    }
    json.close(']');
  }

  private static String base64(SdkBytes bytes) {
    return BASE64.encodeToString(bytes.asByteArrayUnsafe());
  }
}
