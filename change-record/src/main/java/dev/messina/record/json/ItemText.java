package dev.messina.record.json;

import com.fasterxml.jackson.core.JsonParser;
import dev.messina.record.json.ItemParser.ItemException;
import java.io.IOException;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Reads items straight to their canonical text, without an object for each value: compact DynamoDB
 * JSON, the names of maps in the order of their code units, numbers as DynamoDB gives them, bytes
 * as base64, sets and lists in the order received. One item has one text, however it was spelled.
 * Not safe for use by several threads; one reader for many items keeps what it has allocated.
 */
public final class ItemText {

  private final Tokens tokens;
  private final boolean typed;
  private final JsonText text = new JsonText();

  private ItemText(Tokens tokens, boolean typed) {
    this.tokens = tokens;
    this.typed = typed;
  }

  /**
   * @param parser of which items are read where it stands
   */
  public ItemText(JsonParser parser) {
    this(new Tokens(parser), true);
  }

  /** Reads single values to plain JSON: numbers as digits, sets as arrays, names sorted. */
  static ItemText plain(Tokens tokens) {
    return new ItemText(tokens, false);
  }

  /**
   * The text of an item less the attributes whose names begin so; names inside of maps don't count.
   *
   * @param item the text of the whole item
   * @throws ItemException if it is no item
   */
  public static String without(String prefix, String item) {
    try (JsonParser json = DynamoDbJson.FACTORY.createParser(item)) {
      json.nextToken();
      ItemText reader = new ItemText(json);
      reader.tokens.openItem();
      reader.object(0, prefix, List.of(), null);
      return reader.text.take();
    } catch (IOException notJson) {
      throw new ItemException("the item is not well-formed JSON");
    }
  }

  /**
   * The text of an item; the parser stands at its first bracket, and at its last one afterwards.
   *
   * @throws ItemException if it is no item
   */
  public String item() throws IOException {
    return item(List.of(), null);
  }

  /**
   * The text of an item and its key; the parser stands as for {@link #item()}.
   *
   * @param keyNames the attributes of the key
   * @param key takes those that the item has and that can be in a key, numbers as they are spelled
   * @throws ItemException if it is no item
   */
  public String item(Collection<String> keyNames, BiConsumer<String, Attribute> key)
      throws IOException {
    tokens.openItem();
    object(0, null, keyNames, key);
    return text.take();
  }

  /**
   * Reads an item that is nothing but a key; the parser stands as for {@link #item()}.
   *
   * @throws ItemException if an attribute has a type that no key has
   */
  public static void key(JsonParser parser, BiConsumer<String, Attribute> key) throws IOException {
    Tokens tokens = new Tokens(parser);
    tokens.openItem();
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      tokens.next();
      AttributeType type = tokens.openValue();
      Attribute value = tokens.ofKey(type);
      if (value == null) {
        throw tokens.malformed("is of type " + type + ", which no key has");
      }
      tokens.closeValue();
      key.accept(name, value);
    }
  }

  /** The list or map whose first token is the current one, and which is an attribute's value. */
  String nested(AttributeType type) throws IOException {
    value(type, 1);
    return text.take();
  }

  /** The members of the object that the parser has entered, those left out that begin so. */
  private void object(
      int level, String without, Collection<String> keyNames, BiConsumer<String, Attribute> key)
      throws IOException {
    int opened = text.openObject();
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      if (without != null && name.startsWith(without)) {
        tokens.skipValue();
        continue;
      }
      text.member(name);
      tokens.next();
      AttributeType type = tokens.openValue();
      if (keyNames.contains(name)) {
        Attribute value = tokens.ofKey(type);
        // Of a type that no key has: the table is another one, and its records will say so.
        if (value != null) {
          key.accept(name, value);
        }
      }
      typedValue(type, level + 1);
    }
    if (text.closeObject(opened) && !typed) {
      throw tokens.malformed("holds a name twice");
    }
  }

  /** A value whose type has been read. */
  private void typedValue(AttributeType type, int level) throws IOException {
    if (typed) {
      text.raw(type.opening());
      value(type, level);
      text.append('}');
    } else {
      value(type, level);
    }
    tokens.closeValue();
  }

  private void value(AttributeType type, int level) throws IOException {
    switch (type) {
      case S -> tokens.copyString(type, text);
      case N -> number(type);
      case B -> bytes(type);
      case BOOL -> text.raw(tokens.flag() ? "true" : "false");
      case NULL -> {
        tokens.nothing();
        text.raw(typed ? "true" : "null");
      }
      case SS -> array(type, () -> tokens.copyString(type, text));
      case NS -> array(type, () -> number(type));
      case BS -> array(type, () -> bytes(type));
      case L -> {
        checkLevel(type, level);
        array(type, () -> typedValue(tokens.openValue(), level + 1));
      }
      case M -> {
        checkLevel(type, level);
        tokens.openMap();
        object(level, null, List.of(), null);
      }
    }
  }

  /** Text that DynamoDB itself sends needs no limit. */
  private void checkLevel(AttributeType type, int level) {
    if (!typed) {
      tokens.checkLevel(type, level);
    }
  }

  private void number(AttributeType type) throws IOException {
    if (typed) {
      tokens.copyString(type, text);
    } else {
      text.raw(tokens.jsonNumber(type));
    }
  }

  private void bytes(AttributeType type) throws IOException {
    text.string(
        typed
            ? Base64.getEncoder().encodeToString(tokens.unpaddedBytes(type))
            : tokens.base64(type));
  }

  private void array(AttributeType type, Element element) throws IOException {
    tokens.openArray(type);
    text.append('[');
    while (tokens.nextElement()) {
      text.element();
      element.read();
    }
    text.append(']');
  }

  @FunctionalInterface
  private interface Element {
    void read() throws IOException;
  }
}
