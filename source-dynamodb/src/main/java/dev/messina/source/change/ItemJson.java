package dev.messina.source.change;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.messina.record.json.Attribute;
import dev.messina.record.json.AttributeText;
import dev.messina.record.json.AttributeType;
import dev.messina.record.json.DynamoDbJson;
import dev.messina.record.json.ItemParser.ItemException;
import dev.messina.record.json.ItemText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.errors.DataException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The values of AWS's client as canonical DynamoDB JSON, as {@link ItemText} describes it. */
public final class ItemJson {

  private ItemJson() {}

  /** The text of an item, or of the key of one. */
  public static String write(Map<String, AttributeValue> item) {
    return AttributeText.typed(attributes(item));
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
    } catch (IOException | ItemException e) {
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
    } catch (IOException | ItemException e) {
      throw notAKey();
    }
    return keys;
  }

  /**
   * Reads the key of an item where a parser stands at its first bracket.
   *
   * @throws ItemException if it is no key
   */
  public static Map<String, AttributeValue> readKey(JsonParser json) throws IOException {
    Map<String, AttributeValue> key = new TreeMap<>();
    ItemText.key(json, (name, value) -> key.put(name, keyValue(value)));
    return key;
  }

  /** The value of an attribute of a key. */
  public static AttributeValue keyValue(Attribute attribute) {
    return switch (attribute.type()) {
      case S -> AttributeValue.fromS((String) attribute.value());
      case N -> AttributeValue.fromN((String) attribute.value());
      case B -> AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe((byte[]) attribute.value()));
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

  private static Map<String, Attribute> attributes(Map<String, AttributeValue> item) {
    Map<String, Attribute> attributes = new HashMap<>();
    item.forEach((name, value) -> attributes.put(name, attribute(value)));
    return attributes;
  }

  private static Attribute attribute(AttributeValue value) {
    return switch (value.type()) {
      case S -> new Attribute(AttributeType.S, value.s());
      case N -> new Attribute(AttributeType.N, value.n());
      case B -> new Attribute(AttributeType.B, value.b().asByteArrayUnsafe());
      case BOOL -> new Attribute(AttributeType.BOOL, value.bool());
      case NUL -> new Attribute(AttributeType.NULL, null);
      case SS -> new Attribute(AttributeType.SS, value.ss());
      case NS -> new Attribute(AttributeType.NS, value.ns());
      case BS ->
          new Attribute(
              AttributeType.BS, value.bs().stream().map(SdkBytes::asByteArrayUnsafe).toList());
      case L ->
          new Attribute(AttributeType.L, value.l().stream().map(ItemJson::attribute).toList());
      case M -> new Attribute(AttributeType.M, attributes(value.m()));
      case UNKNOWN_TO_SDK_VERSION ->
          throw new DataException(
              "An attribute is of a type that this version does not know; install a newer Messina");
    };
  }
}
