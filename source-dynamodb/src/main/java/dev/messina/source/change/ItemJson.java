package dev.messina.source.change;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.errors.DataException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items as canonical DynamoDB JSON: compact, the keys of maps in the order of their code units,
 * numbers as DynamoDB gives them, bytes as base64, sets and lists in the order received. One item
 * has one text, whichever way it was read.
 */
public final class ItemJson {

  private static final JsonFactory JSON = new JsonFactory();
  private static final Base64.Encoder BASE64 = Base64.getEncoder();

  private ItemJson() {}

  /** The text of an item, or of the key of one. */
  public static String write(Map<String, AttributeValue> item) {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      writeMap(item, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /**
   * Reads back the key of an item, whose attributes can only be strings, numbers and bytes.
   *
   * @throws DataException if the text is no such key
   */
  public static Map<String, AttributeValue> readKey(String text) {
    Map<String, AttributeValue> key = new TreeMap<>();
    try (JsonParser json = JSON.createParser(text)) {
      expect(json.nextToken(), JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        key.put(json.currentName(), readScalar(json));
      }
      expect(json.currentToken(), JsonToken.END_OBJECT);
      expect(json.nextToken(), null);
    } catch (IOException | IllegalArgumentException e) {
      throw notAKey();
    }
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

  private static void writeMap(Map<String, AttributeValue> map, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, AttributeValue> entry : new TreeMap<>(map).entrySet()) {
      json.writeFieldName(entry.getKey());
      writeValue(entry.getValue(), json);
    }
    json.writeEndObject();
  }

  private static void writeValue(AttributeValue value, JsonGenerator json) throws IOException {
    json.writeStartObject();
    switch (value.type()) {
      case S -> json.writeStringField("S", value.s());
      case N -> json.writeStringField("N", value.n());
      case B -> json.writeStringField("B", base64(value.b()));
      case BOOL -> json.writeBooleanField("BOOL", value.bool());
      case NUL -> json.writeBooleanField("NULL", true);
      case SS -> writeStrings("SS", value.ss(), json);
      case NS -> writeStrings("NS", value.ns(), json);
      case BS -> writeStrings("BS", value.bs().stream().map(ItemJson::base64).toList(), json);
      case L -> {
        json.writeArrayFieldStart("L");
        for (AttributeValue element : value.l()) {
          writeValue(element, json);
        }
        json.writeEndArray();
      }
      case M -> {
        json.writeFieldName("M");
        writeMap(value.m(), json);
      }
      case UNKNOWN_TO_SDK_VERSION ->
          throw new DataException(
              "An attribute is of a type that this version does not know; install a newer Messina");
    }
    json.writeEndObject();
  }

  private static void writeStrings(String type, List<String> strings, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(type);
    for (String string : strings) {
      json.writeString(string);
    }
    json.writeEndArray();
  }

  private static String base64(SdkBytes bytes) {
    return BASE64.encodeToString(bytes.asByteArrayUnsafe());
  }
}
