package dev.messina.dynamodb.expression;

import static dev.messina.dynamodb.error.ApiException.validation;

import dev.messina.dynamodb.item.AttributeValue;
import dev.messina.dynamodb.item.AttributeValue.ListValue;
import dev.messina.dynamodb.item.AttributeValue.NumberValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What conditions compare and updates set: a value, or how to come by one in an item. */
public sealed interface Operand {

  /**
   * @return its value in an item, or null if it has none
   */
  AttributeValue in(Map<String, AttributeValue> item);

  record Literal(AttributeValue value) implements Operand {
    @Override
    public AttributeValue in(Map<String, AttributeValue> item) {
      return value;
    }
  }

  record At(Path path) implements Operand {
    @Override
    public AttributeValue in(Map<String, AttributeValue> item) {
      return path.in(item);
    }
  }

  /** {@code size(path)}. */
  record Size(Operand of) implements Operand {
    @Override
    public AttributeValue in(Map<String, AttributeValue> item) {
      int size = of(of.in(item));
      return size < 0 ? null : AttributeValue.number(Integer.toString(size));
    }

    private static int of(AttributeValue value) {
      if (value instanceof AttributeValue.StringValue string) {
        return string.value().length();
      } else if (value instanceof AttributeValue.BinaryValue binary) {
        return binary.value().length;
      } else if (value instanceof AttributeValue.SetValue set) {
        return set.values().size();
      } else if (value instanceof ListValue list) {
        return list.values().size();
      } else if (value instanceof AttributeValue.MapValue map) {
        return map.entries().size();
      }
      return -1;
    }
  }

  /** {@code if_not_exists(path, operand)}. */
  record IfNotExists(Path path, Operand otherwise) implements Operand {
    @Override
    public AttributeValue in(Map<String, AttributeValue> item) {
      AttributeValue value = path.in(item);
      return value == null ? otherwise.in(item) : value;
    }
  }

  /** {@code list_append(first, second)}. */
  record ListAppend(Operand first, Operand second) implements Operand {
    @Override
    public AttributeValue in(Map<String, AttributeValue> item) {
      List<AttributeValue> values = new ArrayList<>(list(first, item));
      values.addAll(list(second, item));
      return new ListValue(values);
    }

    private static List<AttributeValue> list(Operand operand, Map<String, AttributeValue> item) {
      if (required(operand, item) instanceof ListValue list) {
        return list.values();
      }
      throw wrongType();
    }
  }

  /** {@code left + right}, or the difference. */
  record Sum(Operand left, Operand right, boolean minus) implements Operand {
    @Override
    public AttributeValue in(Map<String, AttributeValue> item) {
      if (required(left, item) instanceof NumberValue first
          && required(right, item) instanceof NumberValue second) {
        return new NumberValue(
            minus ? first.value().minus(second.value()) : first.value().plus(second.value()));
      }
      throw wrongType();
    }
  }

  /** The value, which must be there. */
  static AttributeValue required(Operand operand, Map<String, AttributeValue> item) {
    AttributeValue value = operand.in(item);
    if (value == null) {
      throw validation(
          "The provided expression refers to an attribute that does not exist in the item");
    }
    return value;
  }

  private static RuntimeException wrongType() {
    return validation("An operand in the update expression has an incorrect data type");
  }
}
