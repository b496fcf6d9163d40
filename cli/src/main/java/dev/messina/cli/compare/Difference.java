package dev.messina.cli.compare;

/**
 * One thing that is not the same on both sides.
 *
 * @param kind what is wrong with the row
 * @param key the item's key
 * @param detail for {@link Kind#DIFFERENT} the first column that differs and how, else empty
 */
public record Difference(Kind kind, ItemKey key, String detail) {

  /** What can be wrong with a row. */
  public enum Kind {
    /** The item has no row. */
    MISSING,
    /** The row has no item. */
    EXTRA,
    /** Both exist, and a column differs. */
    DIFFERENT
  }

  @Override
  public String toString() {
    return switch (kind) {
      case MISSING -> "missing: no row for item " + key;
      case EXTRA -> "extra: no item for row " + key;
      case DIFFERENT -> "different: " + key + " " + detail;
    };
  }
}
