package dev.messina.record.json;

/** The ten DynamoDB types, each named by its tag, with the Java value that a reader makes of it. */
public enum AttributeType {
  /** A {@code String}. */
  S,
  /** A {@code String}: canonical plain decimal text, exact. */
  N,
  /** A {@code byte[]}. */
  B,
  /** A {@code Boolean}. */
  BOOL,
  /** {@code null}. */
  NULL,
  /** A {@code List<String>} in the order received. */
  SS,
  /** A {@code List<String>} of canonical plain decimal texts in the order received. */
  NS,
  /** A {@code List<byte[]>} in the order received. */
  BS,
  /** A {@code String}: plain JSON text of an array. */
  L,
  /** A {@code String}: plain JSON text of an object, its names sorted. */
  M;

  private final String opening = "{\"" + name() + "\":";

  /** What stands before a value of this type in DynamoDB JSON. */
  String opening() {
    return opening;
  }

  /** The type of a tag, or null if there is none: this is asked once for every value. */
  static AttributeType ofTag(String tag) {
    return switch (tag) {
      case "S" -> S;
      case "N" -> N;
      case "B" -> B;
      case "BOOL" -> BOOL;
      case "NULL" -> NULL;
      case "SS" -> SS;
      case "NS" -> NS;
      case "BS" -> BS;
      case "L" -> L;
      case "M" -> M;
      default -> null;
    };
  }
}
