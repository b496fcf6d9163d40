package dev.messina.cli.repair;

import dev.messina.cli.sweep.ListedSweep.Seen;
import java.util.Optional;
import java.util.OptionalLong;

/** What is to become of a row that was told to be of no item. */
final class RowVerdict {

  private RowVerdict() {}

  /**
   * {@link Outcome#UNKNOWN} of a row that may be deleted; else what it is.
   *
   * @param now the row; empty if it is not there
   * @param before its newest write timestamp when it was told to be of no item
   * @param owned whether an item has it
   */
  static Outcome of(Optional<Seen> now, OptionalLong before, boolean owned) {
    if (now.isEmpty()) {
      return Outcome.ABSENT;
    }
    return switch (now.get().kind()) {
      case FOREIGN -> Outcome.FOREIGN;
      case LIVE -> owned ? Outcome.ALIVE : Outcome.NEWER;
      case GONE, UNDATED -> {
        if (owned) {
          yield Outcome.OWNED;
        }
        yield now.get().writeMicros().equals(before) ? Outcome.UNKNOWN : Outcome.CHANGED;
      }
    };
  }

  /**
   * Of a row that was to be deleted.
   *
   * @param seen the row as it was found just before that
   */
  static Outcome afterDelete(Seen seen) {
    return switch (seen.kind()) {
      case GONE, UNDATED -> Outcome.SWEPT;
      case LIVE -> Outcome.ALIVE;
      case FOREIGN -> Outcome.FOREIGN;
    };
  }
}
