package dev.messina.transforms.mapping;

import dev.messina.record.json.Attribute;
import dev.messina.record.json.AttributeType;
import dev.messina.record.json.DecimalText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What an item must be like to belong to a target. */
public sealed interface Condition {

  /** Whether an item meets a condition, by what is known of it. */
  enum Answer {
    YES,
    NO,
    /** What is known does not tell. */
    UNKNOWN
  }

  /** An item as far as it is known. */
  interface Item {

    /** Whether it is known if the item has the attribute, and what it is. */
    boolean knows(String attribute);

    /** The whole attribute, or null if the item lacks it. */
    Attribute whole(String attribute);
  }

  /**
   * Whether the item meets this.
   *
   * @param parts takes what templates capture of an item that meets it
   */
  Answer of(Item item, Map<String, String> parts);

  /** Every test of an attribute in it, at whatever depth. */
  Stream<At> tests();

  /** The tests that every item passes that meets this. */
  Stream<At> certain();

  /** A test of what stands at a path. */
  record At(Path path, ValueTest test) implements Condition {

    @Override
    public Answer of(Item item, Map<String, String> parts) {
      if (!item.knows(path.attribute())) {
        return Answer.UNKNOWN;
      }
      Attribute found = path.find(item.whole(path.attribute()));
      return test.passes(found, parts) ? Answer.YES : Answer.NO;
    }

    @Override
    public Stream<At> tests() {
      return Stream.of(this);
    }

    @Override
    public Stream<At> certain() {
      return Stream.of(this);
    }
  }

  /** Every one holds. */
  record All(List<Condition> conditions) implements Condition {

    public All {
      conditions = List.copyOf(conditions);
    }

    @Override
    public Answer of(Item item, Map<String, String> parts) {
      Answer all = Answer.YES;
      for (Condition condition : conditions) {
        Answer one = condition.of(item, parts);
        if (one == Answer.NO) {
          return one;
        }
        all = one == Answer.UNKNOWN ? one : all;
      }
      return all;
    }

    @Override
    public Stream<At> tests() {
      return conditions.stream().flatMap(Condition::tests);
    }

    @Override
    public Stream<At> certain() {
      return conditions.stream().flatMap(Condition::certain);
    }
  }

  /** At least one holds. Its templates only test: nobody could say which of them has captured. */
  record Any(List<Condition> conditions) implements Condition {

    public Any {
      conditions = List.copyOf(conditions);
    }

    @Override
    public Answer of(Item item, Map<String, String> parts) {
      Answer any = Answer.NO;
      for (Condition condition : conditions) {
        Answer one = condition.of(item, new HashMap<>());
        if (one == Answer.YES) {
          return one;
        }
        any = one == Answer.UNKNOWN ? one : any;
      }
      return any;
    }

    @Override
    public Stream<At> tests() {
      return conditions.stream().flatMap(Condition::tests);
    }

    @Override
    public Stream<At> certain() {
      return Stream.empty();
    }
  }

  /** It does not hold. Its templates only test: what an item is not gives no part. */
  record Not(Condition condition) implements Condition {

    @Override
    public Answer of(Item item, Map<String, String> parts) {
      return switch (condition.of(item, new HashMap<>())) {
        case YES -> Answer.NO;
        case NO -> Answer.YES;
        case UNKNOWN -> Answer.UNKNOWN;
      };
    }

    @Override
    public Stream<At> tests() {
      return condition.tests();
    }

    @Override
    public Stream<At> certain() {
      return Stream.empty();
    }
  }

  /** Tests one value of an item. */
  sealed interface ValueTest {

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
}
