package dev.messina.transforms.item;

/** In what form a visitor wants an attribute's value. It matters for lists and maps only. */
public enum Wanted {
  /** Not at all; the value is skipped. */
  NOTHING,
  /** As {@link AttributeType} says: lists and maps as plain JSON text. */
  VALUE,
  /** Lists as a {@code List} and maps as a {@code Map} of {@link Attribute}s, at every depth. */
  TREE
}
