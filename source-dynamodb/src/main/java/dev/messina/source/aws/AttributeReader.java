package dev.messina.source.aws;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads items from DynamoDB's JSON, as the SDK does, in half the time. What it does not know is an
 * error and not left out.
 */
final class AttributeReader {

  private final JsonParser json;

  /**
   * @param json of which values are read where it stands
   */
  AttributeReader(JsonParser json) {
    this.json = json;
  }

  /** An item; the parser stands at its first bracket, and at its last one afterwards. */
  Map<String, AttributeValue> item() throws IOException {
    require(json.currentToken() == JsonToken.START_OBJECT);
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      item.put(name, attribute());
    }
    return item;
  }

  private AttributeValue attribute() throws IOException {
    require(json.currentToken() == JsonToken.START_OBJECT);
    require(json.nextToken() == JsonToken.FIELD_NAME);
    String type = json.currentName();
    json.nextToken();
    AttributeValue value =
        switch (type) {
          case "S" -> AttributeValue.fromS(text());
          case "N" -> AttributeValue.fromN(text());
          case "B" -> AttributeValue.fromB(bytes());
          case "BOOL" -> AttributeValue.fromBool(json.getBooleanValue());
          case "NULL" -> AttributeValue.fromNul(json.getBooleanValue());
          case "SS" -> AttributeValue.fromSs(list(AttributeReader::text));
          case "NS" -> AttributeValue.fromNs(list(AttributeReader::text));
          case "BS" -> AttributeValue.fromBs(list(AttributeReader::bytes));
          case "L" -> AttributeValue.fromL(list(AttributeReader::attribute));
          case "M" -> AttributeValue.fromM(item());
          default ->
              throw new IOException("DynamoDB has sent an attribute of unknown type " + type);
        };
    require(json.nextToken() == JsonToken.END_OBJECT);
    return value;
  }

  private <T> List<T> list(Element<T> element) throws IOException {
    require(json.currentToken() == JsonToken.START_ARRAY);
    List<T> list = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      list.add(element.read(this));
    }
    return list;
  }

  private String text() throws IOException {
    require(json.currentToken() == JsonToken.VALUE_STRING);
    return json.getText();
  }

  private SdkBytes bytes() throws IOException {
    try {
      return SdkBytes.fromByteArrayUnsafe(Base64.getDecoder().decode(text()));
    } catch (IllegalArgumentException e) {
      throw new IOException("DynamoDB has sent bytes that are not base64", e);
    }
  }

  private static void require(boolean expected) throws IOException {
    if (!expected) {
      throw new IOException("DynamoDB's answer is not in the form of its API");
    }
  }

  @FunctionalInterface
  private interface Element<T> {
    T read(AttributeReader reader) throws IOException;
  }
}
