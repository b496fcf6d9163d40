package dev.messina.shadow;

import dev.messina.shadow.Look.Sight;
import dev.messina.verification.check.Difference;
import dev.messina.verification.check.Outcome;
import dev.messina.verification.check.Pair;
import dev.messina.verification.item.ItemKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One row that differs from its item, from when it was seen until it changes or is right.
 *
 * <p>It counts when the row is the same after the frontier has passed a read of the item that was
 * made after the row was first seen and that expected another row. All changes up to that read are
 * applied then, and the newest of them would have changed the row. A row that is absent, or tells
 * no write timestamp, may have come and gone meanwhile; so there the item must have been the same
 * in each of the four reads around the two of the row. Not thread-safe.
 */
final class OpenCase {

  /** What a look makes of it. */
  enum Step {
    /** It may be lag. */
    WAITS,
    /** It counts with this look: as a difference, or as unsettled. */
    COUNTS,
    /** It has counted before. */
    COUNTED
  }

  private final ItemKey item;
  private final Instant opened;
  private final String rowPrint;
  private Sight witness;
  private boolean counted;
  private boolean settled;

  OpenCase(ItemKey item, Sight first) {
    this.item = item;
    this.opened = first.itemRead();
    this.rowPrint = first.rowPrint();
    this.witness = first;
  }

  boolean isOfSameRow(Sight sight) {
    return sight.rowPrint().equals(rowPrint);
  }

  boolean isOpen() {
    return !counted;
  }

  Instant opened() {
    return opened;
  }

  /** Whether a look now would settle it. */
  boolean isDue(FrontierView view, Duration unknownLimit, Instant now) {
    return !counted
        && (view.hasPassed(witness.itemRead())
            || view.isUnknownBeyond(unknownLimit, witness.itemRead(), now));
  }

  /**
   * Takes a later look at the same row in.
   *
   * @param view of the frontier, from before the look
   */
  Step see(Sight later, FrontierView view, Duration unknownLimit) {
    if (counted) {
      return Step.COUNTED;
    }
    if (view.hasPassed(witness.itemRead())) {
      counted = later.writeMicros().isPresent() || isSameItem(later);
      settled = counted;
      if (!counted) {
        witness = later;
        return Step.WAITS;
      }
    } else {
      counted = view.isUnknownBeyond(unknownLimit, witness.itemRead(), later.itemRead());
    }
    return counted ? Step.COUNTS : Step.WAITS;
  }

  private boolean isSameItem(Sight later) {
    return witness.itemSame() && later.itemSame() && later.itemPrint().equals(witness.itemPrint());
  }

  /** As it is told to a listener, by the look with which it counts. */
  Difference difference(Sight last) {
    Outcome.Differs differs = (Outcome.Differs) last.outcome();
    return new Difference(
        differs.kindBeside(last.writeMicros(), witness.itemRead()),
        new Pair(Optional.of(item), last.row()),
        differs.columns(),
        differs.reason(),
        opened,
        last.writeMicros(),
        settled,
        last.values());
  }
}
