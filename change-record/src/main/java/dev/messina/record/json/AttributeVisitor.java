package dev.messina.record.json;

/** Takes an item's attributes, one after another, in the order of its text. */
public interface AttributeVisitor {

  /** In what form an attribute's value is wanted. It matters for lists and maps only. */
  enum Wanted {
    /** Not at all; the value is skipped. */
    NOTHING,
    /** As {@link AttributeType} says: lists and maps as plain JSON text. */
    VALUE,
    /** Lists as a {@code List} and maps as a {@code Map} of {@link Attribute}s, at every depth. */
    TREE
  }

  /** In what form this attribute's value is wanted, if at all. */
  Wanted wanted(String attribute);

  /**
   * One attribute.
   *
   * @param value as {@link Attribute#value} says; null for NULL only
   */
  void attribute(String attribute, AttributeType type, Object value);
}
