package dev.messina.transforms.item;

/** Takes an item's attributes, one after another, in the order of its text. */
public interface AttributeVisitor {

  /** In what form this attribute's value is wanted, if at all. */
  Wanted wanted(String attribute);

  /**
   * One attribute.
   *
   * @param value as {@link Attribute#value} says; null for NULL only
   */
  void attribute(String attribute, AttributeType type, Object value);
}
