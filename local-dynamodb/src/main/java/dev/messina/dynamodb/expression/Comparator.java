package dev.messina.dynamodb.expression;

import dev.messina.dynamodb.item.AttributeValue;
import dev.messina.dynamodb.item.SortableBytes;
import java.util.Arrays;
import java.util.OptionalInt;

/** The comparators of conditions. */
public enum Comparator {
  EQUAL("="),
  NOT_EQUAL("<>"),
  LESS("<"),
  LESS_OR_EQUAL("<="),
  GREATER(">"),
  GREATER_OR_EQUAL(">=");

  private final String symbol;

  Comparator(String symbol) {
    this.symbol = symbol;
  }

  public String symbol() {
    return symbol;
  }

  static Comparator of(String symbol) {
    return Arrays.stream(values())
        .filter(each -> each.symbol.equals(symbol))
        .findFirst()
        .orElseThrow();
  }

  /**
   * @param left null if there is none, and so is the other
   */
  boolean holds(AttributeValue left, AttributeValue right) {
    if (this == EQUAL) {
      return left != null && left.equals(right);
    }
    if (this == NOT_EQUAL) {
      return left == null || !left.equals(right);
    }
    OptionalInt order = compare(left, right);
    return order.isPresent()
        && switch (this) {
          case LESS -> order.getAsInt() < 0;
          case LESS_OR_EQUAL -> order.getAsInt() <= 0;
          case GREATER -> order.getAsInt() > 0;
          default -> order.getAsInt() >= 0;
        };
  }

  /** The order of two strings, numbers or binary values; empty for all others. */
  static OptionalInt compare(AttributeValue left, AttributeValue right) {
    if (left == null || right == null || !isOrdered(left) || !left.type().equals(right.type())) {
      return OptionalInt.empty();
    }
    if (left instanceof AttributeValue.NumberValue first
        && right instanceof AttributeValue.NumberValue second) {
      return OptionalInt.of(first.value().compareTo(second.value()));
    }
    return OptionalInt.of(Arrays.compareUnsigned(SortableBytes.of(left), SortableBytes.of(right)));
  }

  static boolean isOrdered(AttributeValue value) {
    return value instanceof AttributeValue.StringValue
        || value instanceof AttributeValue.NumberValue
        || value instanceof AttributeValue.BinaryValue;
  }
}
