package dev.messina.verification.item;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** DynamoDB JSON, the notation with a type at every value: {@code {"pk":{"S":"a"}}}. */
public final class ItemJson {

  private static final JsonFactory JSON = new JsonFactory();
  private static final ObjectMapper TREES = new ObjectMapper();

  private ItemJson() {}

  public static String write(Map<String, AttributeValue> item) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      writeMap(json, item);
    } catch (IOException impossible) {
      throw new UncheckedIOException("Text in memory takes everything", impossible);
    }
    return text.toString();
  }

  private static void writeMap(JsonGenerator json, Map<String, AttributeValue> map)
      throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, AttributeValue> entry : map.entrySet()) {
      json.writeFieldName(entry.getKey());
      writeValue(json, entry.getValue());
    }
    json.writeEndObject();
  }

  private static void writeValue(JsonGenerator json, AttributeValue value) throws IOException {
    json.writeStartObject();
    json.writeFieldName(value.type() == AttributeValue.Type.NUL ? "NULL" : value.type().name());
    switch (value.type()) {
      case S -> json.writeString(value.s());
      case N -> json.writeString(value.n());
      case B -> json.writeString(base64(value.b()));
      case BOOL -> json.writeBoolean(value.bool());
      case NUL -> json.writeBoolean(true);
      case SS -> writeTexts(json, value.ss());
      case NS -> writeTexts(json, value.ns());
      case BS -> writeTexts(json, value.bs().stream().map(ItemJson::base64).toList());
      case L -> {
        json.writeStartArray();
        for (AttributeValue element : value.l()) {
          writeValue(json, element);
        }
        json.writeEndArray();
      }
      case M -> writeMap(json, value.m());
      case UNKNOWN_TO_SDK_VERSION ->
          throw new IllegalArgumentException(
              "An attribute has a type that this release does not know; take a later one.");
    }
    json.writeEndObject();
  }

  private static void writeTexts(JsonGenerator json, List<String> texts) throws IOException {
    json.writeStartArray();
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static String base64(SdkBytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
  }

  /**
   * Reads an item or a key.
   *
   * @throws IllegalArgumentException if the text is not DynamoDB JSON; the message holds no value
   */
  public static Map<String, AttributeValue> read(String text) {
    try {
      return map(TREES.readTree(text));
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException(
          "not JSON near character " + malformed.getLocation().getColumnNr());
    }
  }

  private static Map<String, AttributeValue> map(JsonNode json) {
    if (!json.isObject()) {
      throw notTyped();
    }
    Map<String, AttributeValue> map = new LinkedHashMap<>();
    json.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
    return map;
  }

  private static AttributeValue value(JsonNode typed) {
    if (!typed.isObject() || typed.size() != 1) {
      throw notTyped();
    }
    Map.Entry<String, JsonNode> entry = typed.properties().iterator().next();
    JsonNode value = entry.getValue();
    return switch (entry.getKey()) {
      case "S" -> AttributeValue.fromS(text(value));
      case "N" -> AttributeValue.fromN(text(value));
      case "B" -> AttributeValue.fromB(bytes(value));
      case "BOOL" -> AttributeValue.fromBool(value.asBoolean());
      case "NULL" -> AttributeValue.fromNul(true);
      case "SS" -> AttributeValue.fromSs(elements(value, ItemJson::text));
      case "NS" -> AttributeValue.fromNs(elements(value, ItemJson::text));
      case "BS" -> AttributeValue.fromBs(elements(value, ItemJson::bytes));
      case "L" -> AttributeValue.fromL(elements(value, ItemJson::value));
      case "M" -> AttributeValue.fromM(map(value));
      default -> throw notTyped();
    };
  }

  private static <T> List<T> elements(JsonNode array, Function<JsonNode, T> each) {
    if (!array.isArray()) {
      throw notTyped();
    }
    List<T> elements = new ArrayList<>(array.size());
    array.forEach(element -> elements.add(each.apply(element)));
    return elements;
  }

  private static String text(JsonNode json) {
    if (!json.isTextual()) {
      throw notTyped();
    }
    return json.textValue();
  }

  private static SdkBytes bytes(JsonNode json) {
    return SdkBytes.fromByteArray(Base64.getDecoder().decode(text(json)));
  }

  private static IllegalArgumentException notTyped() {
    return new IllegalArgumentException(
        "not DynamoDB JSON, in which every value has its type: {\"pk\":{\"S\":\"a\"}}");
  }
}
