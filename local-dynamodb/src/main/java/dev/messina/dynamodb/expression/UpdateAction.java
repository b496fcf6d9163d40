package dev.messina.dynamodb.expression;

import dev.messina.dynamodb.item.AttributeValue;

/** One thing that an update does to an item. */
public sealed interface UpdateAction {

  Path path();

  record Set(Path path, Operand value) implements UpdateAction {}

  record Remove(Path path) implements UpdateAction {}

  /** Adds to a number, or elements to a set. */
  record Add(Path path, AttributeValue value) implements UpdateAction {}

  /** Takes elements out of a set. */
  record Delete(Path path, AttributeValue.SetValue elements) implements UpdateAction {}
}
