package dev.messina.transforms.item;

/** Takes an item's attributes, one after another, in the order of its text. */
public interface AttributeVisitor {

  /** Whether this attribute's value is wanted; the value of one that is not is passed over. */
  boolean wants(String attribute);

  /**
   * One attribute.
   *
   * @param value what {@link AttributeType} says for the type; null for NULL only
   */
  void attribute(String attribute, AttributeType type, Object value);
}
