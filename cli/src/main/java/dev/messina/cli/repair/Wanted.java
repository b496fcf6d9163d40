package dev.messina.cli.repair;

import dev.messina.verification.check.DifferenceKind;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.row.RowKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One thing to be mended.
 *
 * @param kind what is wrong; empty if nobody has said
 * @param item whose row it is; empty if no item is known that has had the row
 * @param row what {@code verify} has told; empty if no row can be made of the item
 * @param seen the row as it was seen; empty if nobody has said
 */
public record Wanted(
    Optional<DifferenceKind> kind,
    Optional<ItemKey> item,
    Optional<RowKey> row,
    Optional<Seen> seen) {

  /**
   * A row that was seen.
   *
   * @param since when it was first
   * @param writeMicros its newest write timestamp, if it told one
   */
  public record Seen(Instant since, OptionalLong writeMicros) {}

  public Wanted {
    if (item.isEmpty() && (row.isEmpty() || seen.isEmpty())) {
      throw new IllegalArgumentException("Without an item there is a row that was seen");
    }
  }

  /** An item that is to be read again. */
  public static Wanted of(ItemKey item) {
    return new Wanted(Optional.empty(), Optional.of(item), Optional.empty(), Optional.empty());
  }

  /** An item of which the dead-letter queue holds a letter. */
  public static Wanted ofLetter(ItemKey item) {
    return new Wanted(
        Optional.of(DifferenceKind.DEAD_LETTERED),
        Optional.of(item),
        Optional.empty(),
        Optional.empty());
  }

  /** What is done about it. */
  public Action action() {
    if (isNewer() || isMappedWrong()) {
      return Action.NONE;
    }
    if (!isExtra()) {
      return Action.READ_AGAIN;
    }
    return item.isPresent() ? Action.READ_AGAIN_AND_SWEEP : Action.SWEEP;
  }

  /** When the first of the rows that are to be swept was seen; empty if none is to be. */
  static Optional<Instant> oldestRow(List<Wanted> wanted) {
    return wanted.stream()
        .filter(one -> one.action().sweeps())
        .flatMap(one -> one.seen().stream())
        .map(Seen::since)
        .min(Comparator.naturalOrder());
  }

  boolean isExtra() {
    return kind.filter(DifferenceKind.EXTRA::equals).isPresent();
  }

  /** The source would send the same item, and the transforms make the same row of it. */
  private boolean isMappedWrong() {
    return kind.filter(DifferenceKind.MAPPED_WRONG::equals).isPresent();
  }

  boolean isNewer() {
    return kind.filter(DifferenceKind.TARGET_NEWER::equals).isPresent();
  }

  /** As in JSON: the class of the difference, or {@code key}. */
  public String word() {
    return kind.map(DifferenceKind::word).orElse("key");
  }
}
