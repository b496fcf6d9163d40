package dev.messina.record.json;

import dev.messina.record.json.ItemParser.ItemException;
import java.util.List;
import java.util.Map;

/**
 * One value of an item, at the top or inside a list or map.
 *
 * @param value what {@link AttributeType} says for the type; where the tree was {@code TREE wanted}
 *     a list is a {@code List<Attribute>}, a map a {@code Map<String, Attribute>} in the order of
 *     its names, and numbers inside keep the text that DynamoDB gave
 */
public record Attribute(AttributeType type, Object value) {

  /** A text, for a key that does not tell strings from numbers. */
  public static Attribute text(String text) {
    return new Attribute(AttributeType.S, text);
  }

  /** Whether there is a text to compare, to take apart or to join. */
  public boolean hasText() {
    return type == AttributeType.S || type == AttributeType.N;
  }

  /** The string, or the number's canonical text. Ask {@link #hasText} first. */
  public String text() {
    String text = (String) value;
    return type == AttributeType.N ? canonical(text) : text;
  }

  /** The elements of a list that was wanted as a tree. */
  @SuppressWarnings("unchecked")
  public List<Attribute> elements() {
    return (List<Attribute>) value;
  }

  /** The entries of a map that was wanted as a tree. */
  @SuppressWarnings("unchecked")
  public Map<String, Attribute> entries() {
    return (Map<String, Attribute>) value;
  }

  /** The value of anything but a list or a map, numbers in canonical text. */
  public Object scalar() {
    if (type == AttributeType.N) {
      return text();
    }
    return type == AttributeType.NS ? numbers() : value;
  }

  private List<String> numbers() {
    return ((List<?>) value).stream().map(number -> canonical((String) number)).toList();
  }

  /** Inside a tree numbers have only been looked at as JSON, whose exponents have no end. */
  private static String canonical(String number) {
    try {
      return DecimalText.canonical(number);
    } catch (NumberFormatException beyond) {
      throw new ItemException("a number in a list or map is beyond DynamoDB's range");
    }
  }
}
