package dev.messina.transforms.mapping;

import dev.messina.record.json.Attribute;
import dev.messina.record.json.AttributeType;
import dev.messina.record.json.DecimalText;
import java.util.List;
import java.util.Map;

/** Tests one value of an item. */
public sealed interface ValueTest {

  /**
   * Whether the value passes.
   *
   * @param value null if the item has none
   * @param parts takes what a template captures
   */
  boolean passes(Attribute value, Map<String, String> parts);

  /** The text has the form of a template. */
  record Matches(Template template) implements ValueTest {
    @Override
    public boolean passes(Attribute value, Map<String, String> parts) {
      return value != null && value.hasText() && template.split(value.text(), parts);
    }
  }

  /** The value is one of these. */
  record OneOf(List<Literal> literals) implements ValueTest {

    public OneOf {
      literals = List.copyOf(literals);
    }

    @Override
    public boolean passes(Attribute value, Map<String, String> parts) {
      return value != null && literals.stream().anyMatch(literal -> literal.is(value));
    }
  }

  /** The item has the attribute, or lacks it. NULL counts as having it. */
  record Exists(boolean wanted) implements ValueTest {
    @Override
    public boolean passes(Attribute value, Map<String, String> parts) {
      return (value != null) == wanted;
    }
  }

  /** The value is of a type. */
  record OfType(AttributeType type) implements ValueTest {
    @Override
    public boolean passes(Attribute value, Map<String, String> parts) {
      return value != null && value.type() == type;
    }
  }

  /**
   * A value in a document.
   *
   * @param number its canonical text if it is a number without quotes, else null
   */
  record Literal(String text, String number) {

    static Literal of(String text, boolean quoted) {
      return new Literal(text, quoted ? null : number(text));
    }

    private static String number(String text) {
      try {
        return DecimalText.canonical(text);
      } catch (NumberFormatException word) {
        return null;
      }
    }

    private boolean is(Attribute value) {
      return switch (value.type()) {
        case S, N -> value.text().equals(text) || value.text().equals(number);
        case BOOL -> value.value().toString().equals(text);
        default -> false;
      };
    }
  }
}
