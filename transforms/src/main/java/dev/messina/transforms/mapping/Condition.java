package dev.messina.transforms.mapping;

import dev.messina.transforms.item.Attribute;
import dev.messina.transforms.item.AttributeType;
import dev.messina.transforms.item.DecimalText;
import java.util.List;
import java.util.Map;

/** What an item must be like to belong to a target. */
public record Condition(Path path, Test test) {

  /** Tests one value. */
  public sealed interface Test permits Matches, OneOf, Exists, OfType {

    /**
     * Whether the value passes.
     *
     * @param value null if the item has none
     * @param parts takes what a template captures
     */
    boolean passes(Attribute value, Map<String, String> parts);
  }

  /** The text has the form of a template. */
  public record Matches(Template template) implements Test {
    @Override
    public boolean passes(Attribute value, Map<String, String> parts) {
      return value != null && value.hasText() && template.split(value.text(), parts);
    }
  }

  /** The value is one of these. */
  public record OneOf(List<Literal> literals) implements Test {

    public OneOf {
      literals = List.copyOf(literals);
    }

    @Override
    public boolean passes(Attribute value, Map<String, String> parts) {
      return value != null && literals.stream().anyMatch(literal -> literal.is(value));
    }
  }

  /** The item has the attribute, or lacks it. NULL counts as having it. */
  public record Exists(boolean wanted) implements Test {
    @Override
    public boolean passes(Attribute value, Map<String, String> parts) {
      return (value != null) == wanted;
    }
  }

  /** The value is of a type. */
  public record OfType(AttributeType type) implements Test {
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
  public record Literal(String text, String number) {

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
