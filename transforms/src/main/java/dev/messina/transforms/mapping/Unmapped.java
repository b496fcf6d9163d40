package dev.messina.transforms.mapping;

/** What becomes of attributes that no rule names. */
public sealed interface Unmapped {

  /** Each becomes a column of its own. */
  record Columns() implements Unmapped {}

  /** They are left out and counted. */
  record Ignore() implements Unmapped {}

  /** An item that has one is an error. */
  record Fail() implements Unmapped {}

  /** All together become one column, of the item's own name for each. */
  record CatchAll(String column, Form form) implements Unmapped {}

  /** How the one column holds them. */
  enum Form {
    /** Text: one object of plain JSON. */
    JSON,
    /** Text: one object of DynamoDB JSON, nothing lost. */
    DYNAMODB,
    /** A map of texts: strings as they are, everything else as plain JSON. */
    MAP
  }
}
