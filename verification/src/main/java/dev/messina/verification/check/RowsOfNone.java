package dev.messina.verification.check;

import dev.messina.verification.row.RowKey;
import dev.messina.verification.row.TargetRows;
import dev.messina.verification.topic.ChangeFeed;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Notes rows that no item must have. Thread-safe. */
final class RowsOfNone {

  private static final Optional<Instant> UNASKED = Optional.empty();

  private final Sides sides;
  private final Comparison comparison;
  private final ChangeFeed feed;
  private final KeyLedger ledger;
  private final Clock clock;

  /**
   * @param feed of the changes since the pass began, of its own
   * @param ledger of the keys that items must have
   */
  RowsOfNone(Sides sides, Comparison comparison, ChangeFeed feed, KeyLedger ledger, Clock clock) {
    this.sides = sides;
    this.comparison = comparison;
    this.feed = feed;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Looks at those rows of a page that no item must have.
   *
   * @param expected the keys of that slice's rows; takes those of later changes
   */
  void note(int slice, List<RowKey> page, Set<KeyLedger.Hash> expected) {
    List<RowKey> extra = without(page, expected);
    if (!extra.isEmpty()) {
      takeChangesIn();
      expected.addAll(ledger.read(slice));
      comparison.compareRows(without(extra, expected), clock.instant(), UNASKED);
    }
  }

  private List<RowKey> without(List<RowKey> rows, Set<KeyLedger.Hash> expected) {
    TargetRows target = sides.rows();
    return rows.stream()
        .filter(key -> !expected.contains(KeyLedger.Hash.of(target.place(key))))
        .toList();
  }

  /**
   * A row that was read is of a change that stands on the topic by now. Whatever a change since the
   * pass's beginning touches is looked at in the generations, so here it is no news.
   */
  private synchronized void takeChangesIn() {
    feed.drain(
        change ->
            sides
                .expectation()
                .touchedBy(change.key(), change.value().orElse(null), change.operation())
                .forEach(row -> ledger.add(sides.rows().place(row))),
        () -> Long.MAX_VALUE);
    ledger.flush();
  }
}
