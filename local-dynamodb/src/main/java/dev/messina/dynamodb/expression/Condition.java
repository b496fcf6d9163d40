package dev.messina.dynamodb.expression;

import dev.messina.dynamodb.item.AttributeValue;
import dev.messina.dynamodb.item.AttributeValue.BinaryValue;
import dev.messina.dynamodb.item.AttributeValue.StringValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A condition on an item. An item that does not exist has no attributes. */
public sealed interface Condition {

  boolean holds(Map<String, AttributeValue> item);

  /** The names of the attributes that it looks at. */
  default List<String> attributes() {
    return ConditionAttributes.of(this);
  }

  record Comparison(Operand left, Comparator comparator, Operand right) implements Condition {
    @Override
    public boolean holds(Map<String, AttributeValue> item) {
      return comparator.holds(left.in(item), right.in(item));
    }
  }

  record Between(Operand value, Operand low, Operand high) implements Condition {
    @Override
    public boolean holds(Map<String, AttributeValue> item) {
      AttributeValue found = value.in(item);
      return Comparator.GREATER_OR_EQUAL.holds(found, low.in(item))
          && Comparator.LESS_OR_EQUAL.holds(found, high.in(item));
    }
  }

  record In(Operand value, List<Operand> choices) implements Condition {
    @Override
    public boolean holds(Map<String, AttributeValue> item) {
      AttributeValue found = value.in(item);
      return choices.stream().anyMatch(each -> Comparator.EQUAL.holds(found, each.in(item)));
    }
  }

  record And(List<Condition> all) implements Condition {
    @Override
    public boolean holds(Map<String, AttributeValue> item) {
      return all.stream().allMatch(each -> each.holds(item));
    }
  }

  record Or(List<Condition> any) implements Condition {
    @Override
    public boolean holds(Map<String, AttributeValue> item) {
      return any.stream().anyMatch(each -> each.holds(item));
    }
  }

  record Not(Condition condition) implements Condition {
    @Override
    public boolean holds(Map<String, AttributeValue> item) {
      return !condition.holds(item);
    }
  }

  record Exists(Path path) implements Condition {
    @Override
    public boolean holds(Map<String, AttributeValue> item) {
      return path.in(item) != null;
    }
  }

  record NotExists(Path path) implements Condition {
    @Override
    public boolean holds(Map<String, AttributeValue> item) {
      return path.in(item) == null;
    }
  }

  /** {@code attribute_type(path, :type)}. */
  record HasType(Path path, String type) implements Condition {
    @Override
    public boolean holds(Map<String, AttributeValue> item) {
      AttributeValue value = path.in(item);
      return value != null && value.type().equals(type);
    }
  }

  record BeginsWith(Operand value, Operand prefix) implements Condition {
    @Override
    public boolean holds(Map<String, AttributeValue> item) {
      AttributeValue found = value.in(item);
      AttributeValue beginning = prefix.in(item);
      if (found instanceof StringValue text && beginning instanceof StringValue start) {
        return text.value().startsWith(start.value());
      }
      return found instanceof BinaryValue bytes
          && beginning instanceof BinaryValue start
          && isAt(bytes.value(), 0, start.value());
    }
  }

  record Contains(Operand value, Operand part) implements Condition {
    @Override
    public boolean holds(Map<String, AttributeValue> item) {
      AttributeValue found = value.in(item);
      AttributeValue wanted = part.in(item);
      if (found instanceof StringValue text && wanted instanceof StringValue piece) {
        return text.value().contains(piece.value());
      } else if (found instanceof BinaryValue bytes && wanted instanceof BinaryValue piece) {
        return isIn(bytes.value(), piece.value());
      } else if (found instanceof AttributeValue.SetValue set) {
        return set.values().contains(wanted);
      }
      return found instanceof AttributeValue.ListValue list && list.values().contains(wanted);
    }
  }

  private static boolean isIn(byte[] bytes, byte[] piece) {
    for (int from = 0; from + piece.length <= bytes.length; from++) {
      if (isAt(bytes, from, piece)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAt(byte[] bytes, int from, byte[] piece) {
    return from + piece.length <= bytes.length
        && Arrays.equals(bytes, from, from + piece.length, piece, 0, piece.length);
  }
}
