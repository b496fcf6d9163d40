package dev.messina.source.change;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads items from DynamoDB's JSON straight to their text, without an object for each value. What
 * it does not know is an error and not left out. Not safe for use by several threads; one reader
 * for many items keeps what it has allocated.
 */
public final class ItemReader {

  private final JsonParser json;
  private final JsonText text = new JsonText();
  private final Members members = new Members();

  /**
   * @param json of which items are read where it stands
   */
  public ItemReader(JsonParser json) {
    this.json = json;
  }

  /**
   * The text of an item less the attributes whose names begin so; names inside of maps don't count.
   *
   * @param item the text of the whole item
   * @throws ContentException if it is no item
   */
  static String without(String prefix, String item) throws IOException {
    try (JsonParser json = DynamoDbJson.FACTORY.createParser(item)) {
      json.nextToken();
      ItemReader reader = new ItemReader(json);
      reader.map(List.of(), null, prefix);
      return reader.text.take();
    }
  }

  /**
   * An item; the parser stands at its first bracket, and at its last one afterwards.
   *
   * @param keyNames the attributes of the key; those that it lacks or that can be no key are left
   *     out of the item's key
   * @throws ContentException if it is no item
   */
  public Item item(Collection<String> keyNames) throws IOException {
    Map<String, AttributeValue> key = new HashMap<>();
    map(keyNames, key, null);
    return new Item(text.take(), key);
  }

  /**
   * The text of an item; the parser stands at its first bracket, and at its last one afterwards.
   *
   * @throws ContentException if it is no item
   */
  public String text() throws IOException {
    map(List.of(), null, null);
    return text.take();
  }

  private void map(Collection<String> keyNames, Map<String, AttributeValue> key, String without)
      throws IOException {
    require(json.currentToken() == JsonToken.START_OBJECT);
    text.open('{');
    int first = members.size();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (without != null && name.startsWith(without)) {
        json.skipChildren();
        continue;
      }
      text.element();
      int start = text.length();
      text.name(name);
      if (keyNames.contains(name)) {
        keyValue(name, key);
      } else {
        value(type());
      }
      members.add(name, start, text.length());
    }
    members.sort(first, text);
    text.close('}');
  }

  private void keyValue(String name, Map<String, AttributeValue> key) throws IOException {
    String type = type();
    switch (type) {
      case "S" -> key.put(name, AttributeValue.fromS(string()));
      case "N" -> key.put(name, AttributeValue.fromN(string()));
      case "B" -> key.put(name, AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(bytes())));
      default -> {
        // Of a type that no key has: the table is another one, and its records will say so.
      }
    }
    value(type);
  }

  private String type() throws IOException {
    require(json.currentToken() == JsonToken.START_OBJECT);
    require(json.nextToken() == JsonToken.FIELD_NAME);
    String type = json.currentName();
    json.nextToken();
    return type;
  }

  /** A value whose type has been read. */
  private void value(String type) throws IOException {
    switch (type) {
      case "S" -> writeString(text.raw("{\"S\":"));
      case "N" -> writeString(text.raw("{\"N\":"));
      case "B" -> writeBytes(text.raw("{\"B\":"));
      case "BOOL" -> text.raw(json.getBooleanValue() ? "{\"BOOL\":true" : "{\"BOOL\":false");
      case "NULL" -> text.raw("{\"NULL\":true");
      case "SS" -> list(text.raw("{\"SS\":"), () -> writeString(text));
      case "NS" -> list(text.raw("{\"NS\":"), () -> writeString(text));
      case "BS" -> list(text.raw("{\"BS\":"), () -> writeBytes(text));
      case "L" -> list(text.raw("{\"L\":"), () -> value(type()));
      case "M" -> {
        text.raw("{\"M\":");
        map(List.of(), null, null);
      }
      default ->
          throw new ContentException(
              "an attribute is of a type that this version does not know; install a newer Messina");
    }
    require(json.nextToken() == JsonToken.END_OBJECT);
    text.close('}');
  }

  private void list(JsonText behind, Element element) throws IOException {
    require(json.currentToken() == JsonToken.START_ARRAY);
    behind.open('[');
    while (json.nextToken() != JsonToken.END_ARRAY) {
      behind.element();
      element.read();
    }
    behind.close(']');
  }

  private void writeString(JsonText behind) throws IOException {
    require(json.currentToken() == JsonToken.VALUE_STRING);
    behind.string(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
  }

  private void writeBytes(JsonText behind) throws IOException {
    behind.string(Base64.getEncoder().encodeToString(bytes()));
  }

  private String string() throws IOException {
    require(json.currentToken() == JsonToken.VALUE_STRING);
    return json.getText();
  }

  private byte[] bytes() throws IOException {
    try {
      return Base64.getDecoder().decode(string());
    } catch (IllegalArgumentException notBase64) {
      throw new ContentException("bytes that are not base64");
    }
  }

  private static void require(boolean expected) throws IOException {
    if (!expected) {
      throw new ContentException("it is not in the form of DynamoDB's API");
    }
  }

  @FunctionalInterface
  private interface Element {
    void read() throws IOException;
  }
}
