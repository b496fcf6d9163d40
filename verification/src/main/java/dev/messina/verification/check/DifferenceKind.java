package dev.messina.verification.check;

import java.util.Locale;

/** What is wrong with a row. */
public enum DifferenceKind {
  /** The item has no row. */
  MISSING,
  /** The row has no item. */
  EXTRA,
  /** Both exist, and columns differ. */
  DIFFERENT,
  /**
   * Columns differ, and the row's write timestamp lies above all that the source can have given.
   */
  TARGET_NEWER,
  /**
   * The row is as the transforms make it, and yet says something else than the item, so that they
   * are at fault.
   */
  MAPPED_WRONG,
  /** The item cannot be written, and the sink has rejected it or will. */
  DEAD_LETTERED;

  /** As it stands in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
