package dev.messina.record.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.messina.record.json.AttributeVisitor.Wanted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads an item from DynamoDB JSON text in one pass, attribute by attribute. Strict: every value
 * has exactly one known type tag and holds what the tag says, no name stands twice in a map, lists
 * and maps are nested at most {@value DynamoDbJson#NESTING_MAX} levels. The order of names and
 * white space do not matter.
 */
public final class ItemParser {

  private final JsonParser parser;
  private final Tokens tokens;

  /** Made for the first list or map. */
  private ItemText nested;

  private ItemParser(JsonParser parser) {
    this.parser = parser;
    this.tokens = new Tokens(parser);
  }

  /**
   * Shows each attribute of an item to a visitor.
   *
   * @throws ItemException if the text is not an item, or the visitor says so
   */
  public static void read(String item, AttributeVisitor visitor) {
    try (JsonParser parser = DynamoDbJson.FACTORY.createParser(item)) {
      new ItemParser(parser).item(visitor);
    } catch (JsonProcessingException notJson) {
      throw new ItemException(
          "the item is not well-formed JSON near character "
              + notJson.getLocation().getCharOffset());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private void item(AttributeVisitor visitor) throws IOException {
    tokens.next();
    tokens.openItem();
    List<String> names = new ArrayList<>();
    boolean ascending = true;
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      ascending &= names.isEmpty() || names.get(names.size() - 1).compareTo(name) < 0;
      names.add(name);
      if (name.isEmpty()) {
        throw new ItemException("the item has an attribute without a name");
      }
      Wanted wanted = visitor.wanted(name);
      if (wanted == Wanted.NOTHING) {
        tokens.skipValue();
      } else {
        attribute(name, wanted, visitor);
      }
    }
    if (!ascending) {
      refuseDuplicates(names);
    }
    if (parser.nextToken() != null) {
      throw new ItemException("more text follows the item");
    }
  }

  private static void refuseDuplicates(List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new ItemException("attribute '" + Tokens.named(name) + "' stands twice in the item");
      }
    }
  }

  private void attribute(String name, Wanted wanted, AttributeVisitor visitor) throws IOException {
    tokens.next();
    AttributeType type = tokens.openValue();
    Object value =
        switch (type) {
          case S -> tokens.string(type);
          case N -> tokens.canonicalNumber(type);
          case B -> tokens.bytes(type);
          case BOOL -> tokens.flag();
          case NULL -> {
            tokens.nothing();
            yield null;
          }
          case SS -> tokens.elements(type, tokens::string);
          case NS -> tokens.elements(type, tokens::canonicalNumber);
          case BS -> tokens.elements(type, tokens::bytes);
          case L, M ->
              wanted == Wanted.TREE ? NestedTree.read(tokens, type) : nested().nested(type);
        };
    tokens.closeValue();
    visitor.attribute(name, type, value);
  }

  private ItemText nested() {
    if (nested == null) {
      nested = ItemText.plain(tokens);
    }
    return nested;
  }

  /** Reads a list or a map with all that is inside it. */
  static final class NestedTree {

    private final Tokens tokens;

    private NestedTree(Tokens tokens) {
      this.tokens = tokens;
    }

    /** The list or map whose first token is the current one, as {@code TREE} promises it. */
    static Object read(Tokens tokens, AttributeType type) throws IOException {
      return new NestedTree(tokens).value(type, 1);
    }

    private Object value(AttributeType type, int level) throws IOException {
      tokens.checkLevel(type, level);
      return switch (type) {
        case S -> tokens.string(type);
        case N -> tokens.jsonNumber(type);
        case B -> tokens.bytes(type);
        case BOOL -> tokens.flag();
        case NULL -> {
          tokens.nothing();
          yield null;
        }
        case SS -> tokens.elements(type, tokens::string);
        case NS -> tokens.elements(type, tokens::jsonNumber);
        case BS -> tokens.elements(type, tokens::bytes);
        case L -> list(level);
        case M -> map(level);
      };
    }

    private Attribute typedValue(int level) throws IOException {
      AttributeType type = tokens.openValue();
      Attribute attribute = new Attribute(type, value(type, level));
      tokens.closeValue();
      return attribute;
    }

    private List<Attribute> list(int level) throws IOException {
      tokens.openArray(AttributeType.L);
      List<Attribute> elements = new ArrayList<>();
      while (tokens.nextElement()) {
        elements.add(typedValue(level + 1));
      }
      return elements;
    }

    private Map<String, Attribute> map(int level) throws IOException {
      tokens.openMap();
      Map<String, Attribute> entries = new TreeMap<>();
      boolean twice = false;
      for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
        tokens.next();
        twice |= entries.put(name, typedValue(level + 1)) != null;
      }
      if (twice) {
        throw tokens.malformed("holds a name twice");
      }
      return entries;
    }
  }

  /**
   * An item that cannot become a row. The message names attributes and says what is wrong with
   * them; it never holds a value, and there is no cause, because a JSON parser's own messages quote
   * the text.
   */
  public static final class ItemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ItemException(String problem) {
      super(problem);
    }
  }
}
