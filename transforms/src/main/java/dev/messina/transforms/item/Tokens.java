package dev.messina.transforms.item;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.messina.record.json.DecimalText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A parser's tokens under DynamoDB's rules; what breaks one is an error with the path to it. */
final class Tokens {

  private final JsonParser parser;

  Tokens(JsonParser parser) {
    this.parser = parser;
  }

  JsonToken next() throws IOException {
    return parser.nextToken();
  }

  /** The next name of the map, or null at its end. */
  String nextName() throws IOException {
    return parser.nextFieldName();
  }

  void skipValue() throws IOException {
    parser.nextToken();
    parser.skipChildren();
  }

  String path() {
    return AttributePath.of(parser.getParsingContext());
  }

  ItemException malformed(String problem) {
    return new ItemException("attribute '" + path() + "' " + problem);
  }

  /** Enters the typed value whose first token is the current one. */
  AttributeType openValue() throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw malformed("is not a typed value, an object with one type tag such as \"S\"");
    }
    String tag = nextName();
    if (tag == null) {
      throw malformed("has no type tag; one of S, N, B, BOOL, NULL, SS, NS, BS, L, M belongs here");
    }
    AttributeType type = AttributeType.ofTag(tag);
    if (type == null) {
      throw malformed("has an unknown type tag; S, N, B, BOOL, NULL, SS, NS, BS, L, M are known");
    }
    parser.nextToken();
    return type;
  }

  /** Leaves a typed value. */
  void closeValue() throws IOException {
    if (parser.nextToken() != JsonToken.END_OBJECT) {
      throw malformed("has more than one type tag");
    }
  }

  private void expect(JsonToken token, String problem) {
    if (parser.currentToken() != token) {
      throw malformed(problem);
    }
  }

  String string(AttributeType type) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw malformed("of type " + type + " does not hold a JSON string");
    }
    return parser.getText();
  }

  String canonicalNumber(AttributeType type) throws IOException {
    String text = string(type);
    try {
      return DecimalText.canonical(text);
    } catch (NumberFormatException notDecimal) {
      throw noNumber(type);
    }
  }

  String jsonNumber(AttributeType type) throws IOException {
    String text = string(type);
    try {
      return DecimalText.json(text);
    } catch (NumberFormatException notDecimal) {
      throw noNumber(type);
    }
  }

  private ItemException noNumber(AttributeType type) {
    return malformed("of type " + type + " does not hold a decimal number of DynamoDB's range");
  }

  byte[] bytes(AttributeType type) throws IOException {
    return decoded(string(type), type);
  }

  String base64(AttributeType type) throws IOException {
    String text = string(type);
    decoded(text, type);
    return text;
  }

  private byte[] decoded(String text, AttributeType type) {
    // Java's decoder also takes text whose padding is missing.
    if (text.length() % 4 == 0) {
      try {
        return Base64.getDecoder().decode(text);
      } catch (IllegalArgumentException notBase64) {
        throw noBase64(type);
      }
    }
    throw noBase64(type);
  }

  private ItemException noBase64(AttributeType type) {
    return malformed("of type " + type + " does not hold padded base64");
  }

  boolean flag() throws IOException {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      throw malformed("of type BOOL does not hold true or false");
    }
    return token == JsonToken.VALUE_TRUE;
  }

  void nothing() {
    expect(JsonToken.VALUE_TRUE, "of type NULL does not hold true");
  }

  void checkLevel(AttributeType type, int level) {
    if (level > ItemParser.NESTING_MAX && (type == AttributeType.L || type == AttributeType.M)) {
      throw malformed("is nested deeper than DynamoDB's " + ItemParser.NESTING_MAX + " levels");
    }
  }

  void openMap() {
    expect(JsonToken.START_OBJECT, "of type M does not hold a JSON object");
  }

  void openArray(AttributeType type) {
    expect(JsonToken.START_ARRAY, "of type " + type + " does not hold a JSON array");
  }

  boolean nextElement() throws IOException {
    return parser.nextToken() != JsonToken.END_ARRAY;
  }

  /** Reads the elements of a set. */
  <T> List<T> elements(AttributeType type, ElementReader<T> element) throws IOException {
    openArray(type);
    List<T> elements = new ArrayList<>();
    while (nextElement()) {
      elements.add(element.read(type));
    }
    return elements;
  }

  /** Reads the current token as an element of a set of that type. */
  interface ElementReader<T> {
    T read(AttributeType type) throws IOException;
  }
}
