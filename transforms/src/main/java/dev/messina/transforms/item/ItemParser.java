package dev.messina.transforms.item;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads an item from DynamoDB JSON text in one pass. Strict: every value has exactly one known type
 * tag and holds what the tag says, no name stands twice in a map, lists and maps are nested at most
 * {@value #NESTING_MAX} levels. The order of names and white space do not matter. Thread-safe.
 */
public final class ItemParser {

  /** DynamoDB's own limit. A list or map that is an attribute's value is the first level. */
  public static final int NESTING_MAX = 32;

  /**
   * DynamoDB's limit for an attribute's name; its limit for an item is below Jackson's for text.
   */
  private static final int NAME_CHARACTERS_MAX = 65_535;

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          // Names are data here: interning would fill the JVM's own table with them, and many names
          // with equal hashes are no attack on anybody but their owner.
          .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
          .configure(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW, false)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNameLength(NAME_CHARACTERS_MAX).build())
          .build();

  private ItemParser() {}

  /**
   * Shows each attribute of an item to a visitor.
   *
   * @throws ItemException if the text is not an item, or the visitor says so
   */
  public static void read(String item, AttributeVisitor visitor) {
    try (JsonParser parser = JSON.createParser(item)) {
      item(parser, visitor);
    } catch (JsonProcessingException notJson) {
      throw new ItemException(
          "the item is not well-formed JSON near character "
              + notJson.getLocation().getCharOffset());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static void item(JsonParser parser, AttributeVisitor visitor) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new ItemException("the item is not a JSON object");
    }
    Tokens tokens = new Tokens(parser);
    Names names = new Names();
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      names.add(name);
      if (name.isEmpty()) {
        throw new ItemException("the item has an attribute without a name");
      }
      Wanted wanted = visitor.wanted(name);
      if (wanted == Wanted.NOTHING) {
        tokens.skipValue();
      } else {
        attribute(tokens, name, wanted, visitor);
      }
    }
    names.refuseDuplicates("");
    if (parser.nextToken() != null) {
      throw new ItemException("more text follows the item");
    }
  }

  private static void attribute(Tokens tokens, String name, Wanted wanted, AttributeVisitor visitor)
      throws IOException {
    tokens.next();
    AttributeType type = tokens.openValue();
    boolean nested = type == AttributeType.L || type == AttributeType.M;
    Object value =
        nested && wanted == Wanted.TREE ? NestedTree.read(tokens, type) : value(tokens, type);
    tokens.closeValue();
    visitor.attribute(name, type, value);
  }

  private static Object value(Tokens tokens, AttributeType type) throws IOException {
    return switch (type) {
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
      case L, M -> NestedJson.read(tokens, type);
    };
  }
}
