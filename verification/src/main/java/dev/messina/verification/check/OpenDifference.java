package dev.messina.verification.check;

import dev.messina.verification.frontier.Frontier;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A difference that was seen and may still be lag.
 *
 * <p>It counts when the row has stayed just as it was, write timestamps included, from before a
 * consistent read of the item until after the frontier had passed that read. All changes from
 * before the read are applied then, and the newest of them would have changed the row: had a later
 * one been applied already, the row would not be the same. A row without a write timestamp, or none
 * at all, may have come and gone meanwhile, so there the topic must hold no change of the item
 * either.
 */
final class OpenDifference {

  private final Pair pair;
  private Instant opened;
  private Outcome.Differs differs;
  private String print;
  private OptionalLong writeMicros = OptionalLong.empty();
  private Instant rowSeen;
  private Optional<Instant> witness = Optional.empty();
  private boolean ripe;
  private boolean settled;
  private int sightings;
  private Map<String, List<String>> values = Map.of();

  /**
   * One look.
   *
   * @param itemRead when the item was read, or was known not to be there; before the row
   * @param rowRead when the row was read
   * @param print of the row; empty if there is none
   */
  record Sighting(
      Outcome.Differs differs,
      Instant itemRead,
      Instant rowRead,
      String print,
      OptionalLong writeMicros,
      Map<String, List<String>> values) {}

  OpenDifference(Pair pair, Sighting first) {
    this.pair = pair;
    this.opened = first.rowRead();
    this.print = first.print();
    this.rowSeen = first.rowRead();
    see(first);
  }

  /**
   * Takes a later look in.
   *
   * @param frontier what was known before this look
   */
  void observe(Sighting later, Optional<Instant> frontier) {
    if (!later.print().equals(print)) {
      if (isWrittenAgain(later)) {
        opened = later.rowRead();
      }
      print = later.print();
      rowSeen = later.rowRead();
      restart();
    } else if (witness.isEmpty() && later.itemRead().isAfter(rowSeen)) {
      witness = Optional.of(later.itemRead());
    }
    see(later);
    if (!settled && hasPassed(frontier)) {
      settled = writeMicros.isPresent();
      ripe = !settled;
    }
  }

  /** A row that was replaced by a later change says nothing of the changes before it. */
  private boolean isWrittenAgain(Sighting later) {
    return later.writeMicros().isPresent()
        && writeMicros.isPresent()
        && later.writeMicros().getAsLong() > writeMicros.getAsLong();
  }

  private void see(Sighting sighting) {
    differs = sighting.differs();
    writeMicros = sighting.writeMicros();
    values = sighting.values();
    sightings++;
  }

  private boolean hasPassed(Optional<Instant> frontier) {
    return witness.isPresent()
        && frontier.isPresent()
        && !frontier.get().isBefore(witness.get().plus(Frontier.CLOCK_MARGIN));
  }

  /** The topic has brought a change of the item, or of the row. */
  void changed(Instant drained) {
    if (writeMicros.isEmpty()) {
      rowSeen = drained;
      restart();
    }
  }

  private void restart() {
    witness = Optional.empty();
    ripe = false;
    settled = false;
    sightings = 0;
  }

  /** All that was on the topic after the last look has been taken in by {@link #changed}. */
  void drained() {
    settled |= ripe;
    ripe = false;
  }

  /** It cannot be lag, by what others know. */
  void settle() {
    settled = true;
  }

  boolean isSettled() {
    return settled;
  }

  /** Whether nothing about it has changed since then, in more than one look. */
  boolean isSteadySince(Instant time) {
    return sightings > 1 && rowSeen.isBefore(time);
  }

  Instant opened() {
    return opened;
  }

  Pair pair() {
    return pair;
  }

  Difference difference() {
    DifferenceKind kind = differs.kindBeside(writeMicros, witness.orElse(rowSeen));
    return new Difference(
        kind, pair, differs.columns(), differs.reason(), opened, writeMicros, settled, values);
  }
}
