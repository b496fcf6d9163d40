package dev.messina.cli.repair;

import java.util.Locale;

/** What a repair does about one thing. */
public enum Action {
  /** The source reads the item again. */
  READ_AGAIN,
  /** The same, and the row that it has left is swept. */
  READ_AGAIN_AND_SWEEP,
  /** The row, which is of no item, is swept. */
  SWEEP,
  /** Nothing: the source's changes lose to the row, or would make the same one. */
  NONE;

  boolean reads() {
    return this == READ_AGAIN || this == READ_AGAIN_AND_SWEEP;
  }

  boolean sweeps() {
    return this == SWEEP || this == READ_AGAIN_AND_SWEEP;
  }

  /** As it stands in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For people. */
  String text() {
    return switch (this) {
      case READ_AGAIN -> "the source reads the item again";
      case READ_AGAIN_AND_SWEEP -> "the source reads the item again, and the row is swept";
      case SWEEP -> "the row is swept";
      case NONE ->
          "nothing: the row's write timestamp lies ahead of the source's, or the transforms are at"
              + " fault";
    };
  }
}
