package dev.messina.record.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import dev.messina.record.json.ItemParser.ItemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A parser's tokens under DynamoDB's rules, the one grammar of whoever reads an item. What breaks a
 * rule is an error with the path to it, such as {@code map.*[2]}: an attribute's own name is told;
 * names inside it are data, and a star stands for each.
 */
final class Tokens {

  private static final Pattern PLAIN_NAME = Pattern.compile("[\\p{L}\\p{N}_-]+");

  private final JsonParser parser;

  /** What the item stands in, where its paths begin. */
  private JsonStreamContext around;

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

  /** Enters the item whose first bracket is the current token. */
  void openItem() {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new ItemException("the item is not a JSON object");
    }
    around = parser.getParsingContext().getParent();
  }

  ItemException malformed(String problem) {
    StringBuilder path = new StringBuilder();
    append(path, parser.getParsingContext());
    return new ItemException("attribute '" + path + "' " + problem);
  }

  /**
   * Appends a context's own step after those of its parents, and says whether the next level is a
   * typed value: levels alternate between containers, which have steps, and {"TAG":…} objects,
   * which have none.
   */
  private boolean append(StringBuilder path, JsonStreamContext context) {
    if (context == around) {
      return false;
    }
    boolean typedValue = append(path, context.getParent());
    if (!typedValue && context.inArray() && context.hasCurrentIndex()) {
      path.append('[').append(context.getCurrentIndex()).append(']');
    } else if (!typedValue && context.hasCurrentName()) {
      path.append(path.isEmpty() ? named(context.getCurrentName()) : ".*");
    }
    return !typedValue;
  }

  /** An attribute's own name in a path. */
  static String named(String attribute) {
    return PLAIN_NAME.matcher(attribute).matches() ? attribute : '"' + attribute + '"';
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
      throw malformed(
          "has an unknown type tag; S, N, B, BOOL, NULL, SS, NS, BS, L, M are known,"
              + " and a newer Messina may know it");
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

  private void expect(JsonToken token, AttributeType type, String what) {
    if (parser.currentToken() != token) {
      throw malformed("of type " + type + " does not hold " + what);
    }
  }

  String string(AttributeType type) throws IOException {
    expect(JsonToken.VALUE_STRING, type, "a JSON string");
    return parser.getText();
  }

  /** Writes a string without making one. */
  void copyString(AttributeType type, JsonText text) throws IOException {
    expect(JsonToken.VALUE_STRING, type, "a JSON string");
    text.string(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
  }

  /** The value of a type that a key may have, numbers as they are spelled; null for others. */
  Attribute ofKey(AttributeType type) throws IOException {
    return switch (type) {
      case S, N -> new Attribute(type, string(type));
      case B -> new Attribute(type, unpaddedBytes(type));
      default -> null;
    };
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
    // Java's decoder also takes text whose padding is missing.
    if (string(type).length() % 4 != 0) {
      throw noBase64(type);
    }
    return unpaddedBytes(type);
  }

  /** Bytes whose padding may be missing. */
  byte[] unpaddedBytes(AttributeType type) throws IOException {
    try {
      return Base64.getDecoder().decode(string(type));
    } catch (IllegalArgumentException notBase64) {
      throw noBase64(type);
    }
  }

  String base64(AttributeType type) throws IOException {
    bytes(type);
    return parser.getText();
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
    expect(JsonToken.VALUE_TRUE, AttributeType.NULL, "true");
  }

  void checkLevel(AttributeType type, int level) {
    if (level > DynamoDbJson.NESTING_MAX && (type == AttributeType.L || type == AttributeType.M)) {
      throw malformed("is nested deeper than DynamoDB's " + DynamoDbJson.NESTING_MAX + " levels");
    }
  }

  void openMap() {
    expect(JsonToken.START_OBJECT, AttributeType.M, "a JSON object");
  }

  void openArray(AttributeType type) {
    expect(JsonToken.START_ARRAY, type, "a JSON array");
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
