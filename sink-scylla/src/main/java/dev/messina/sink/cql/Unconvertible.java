package dev.messina.sink.cql;

/**
 * A value that its column cannot hold exactly. It says what was found and what to do, never the
 * value itself, and deliberately keeps no cause: the messages of parsers quote their input.
 */
final class Unconvertible extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String found;
  private final String remedy;

  Unconvertible(String found, String remedy) {
    super(found, null, false, false);
    this.found = found;
    this.remedy = remedy;
  }

  /** For a value of a kind that the column's type has no conversion from. */
  static Unconvertible kind(Object value) {
    return new Unconvertible(
        ValueKind.of(value), "change the column's type or convert the field with a transform");
  }

  String found() {
    return found;
  }

  String remedy() {
    return remedy;
  }
}
