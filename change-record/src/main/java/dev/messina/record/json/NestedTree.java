package dev.messina.record.json;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a list or a map with all that is inside it. */
final class NestedTree {

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
