package dev.messina.sink.convert;

/**
 * A value that its column cannot hold exactly. It says what was found and what to do, never the
 * value itself, and deliberately keeps no cause: the messages of parsers quote their input.
 */
public final class Unconvertible extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final String ANOTHER_TYPE =
      "map it to a new column that is %s and replay (docs/types.md#a-column-of-another-type)";

  private final String found;
  private final String advice;
  private final String otherType;

  Unconvertible(String found, String advice) {
    this(found, advice, null);
  }

  private Unconvertible(String found, String advice, String otherType) {
    super(found, null, false, false);
    this.found = found;
    this.advice = advice;
    this.otherType = otherType;
  }

  /**
   * For a value that a column of another type takes.
   *
   * @param advice what else helps; null if nothing does
   * @param otherType the type, as it stands after "a column that is"
   */
  static Unconvertible otherType(String found, String advice, String otherType) {
    return new Unconvertible(found, advice, otherType);
  }

  /** For a value of a kind that the column's type has no conversion from. */
  static Unconvertible kind(Object value) {
    return otherType(
        ValueKind.of(value), "convert the field with a transform", "of a type for such values");
  }

  static Unconvertible emptyString(boolean inKey) {
    return otherType(
        "an empty string",
        inKey
            ? "correct the data"
            : "correct the data, or choose empty_as_null in "
                + ColumnConversions.OPTION
                + " if it means no value",
        "text");
  }

  public String found() {
    return found;
  }

  /** What to do where the column is not of the primary key. */
  public String remedy() {
    return joined(ANOTHER_TYPE);
  }

  /** What to do where it is; no new column takes its place there. */
  public String remedyInKey() {
    return joined("create a table where it is %s, and replay into that");
  }

  private String joined(String way) {
    if (otherType == null) {
      return advice;
    }
    String other = way.formatted(otherType);
    return advice == null ? other : advice + ", or " + other;
  }
}
