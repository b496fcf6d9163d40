package dev.messina.verification.reverse;

/** What a cell, turned back, says of a value of an item. */
enum Verdict {
  /** It is that value. */
  SAME,
  /** It is another. */
  OTHER,
  /** The column's type or form does not tell which value it was. */
  LOSSY;

  static Verdict of(boolean same) {
    return same ? SAME : OTHER;
  }

  /** Of two members of one value: one that is another makes the whole another. */
  Verdict and(Verdict other) {
    if (this == OTHER || other == OTHER) {
      return OTHER;
    }
    return this == LOSSY ? LOSSY : other;
  }
}
