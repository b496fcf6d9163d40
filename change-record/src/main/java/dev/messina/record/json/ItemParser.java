package dev.messina.record.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.messina.record.json.AttributeVisitor.Wanted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
}
