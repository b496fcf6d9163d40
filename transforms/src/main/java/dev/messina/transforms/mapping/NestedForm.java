package dev.messina.transforms.mapping;

/** How lists and maps travel; scalars and sets always travel as they are. */
public enum NestedForm {
  /** As plain JSON text. */
  JSON,
  /** As DynamoDB JSON text, with a type at every value. */
  DYNAMODB,
  /** Lists as arrays, maps as maps if all values are of one type and as structs if not. */
  NATIVE,
  /** Maps as a column for each entry, {@code address_zip}; lists as plain JSON text. */
  FLATTEN
}
