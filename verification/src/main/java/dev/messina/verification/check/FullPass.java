package dev.messina.verification.check;

import dev.messina.verification.check.PassState.Segment;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.item.SourceItems;
import dev.messina.verification.row.RowKey;
import dev.messina.verification.topic.ChangeFeed;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads every item and looks at its row, then reads the keys of all rows and notes those that no
 * item must have. What it finds is only noted: lag is not told from loss here.
 */
final class FullPass {

  private static final Duration BETWEEN_STATES = Duration.ofSeconds(5);

  private final Sides sides;
  private final Comparison comparison;
  private final OpenDifferences open;
  private final Rates rates;
  private final Pace readUnits;
  private final Pace rows;
  private final KeyLedger ledger;
  private final PassState begin;
  private final RowsOfNone rowsOfNone;
  private final Path folder;
  private final Progress progress;
  private final Clock clock;

  private final Map<Integer, Segment> segments = new ConcurrentHashMap<>();
  private final AtomicLong items = new AtomicLong();
  private final AtomicLong rowsRead = new AtomicLong();
  private Instant stateWritten;

  /** What a pass is made of. */
  record Parts(
      Sides sides, Comparison comparison, OpenDifferences open, Rates rates, ChangeFeed feed) {}

  /**
   * @param parts with a feed of the changes since the pass began, of its own
   * @param begin where it begins; segments that it does not name are read from the beginning
   * @param folder for state
   */
  FullPass(Parts parts, PassState begin, Path folder, Progress progress, Clock clock) {
    this.sides = parts.sides();
    this.comparison = parts.comparison();
    this.open = parts.open();
    this.rates = parts.rates();
    this.readUnits = new Pace(rates.readUnits());
    this.rows = new Pace(rates.rows());
    this.ledger = new KeyLedger(folder, begin.slices());
    this.begin = begin;
    this.rowsOfNone = new RowsOfNone(sides, comparison, parts.feed(), ledger, clock);
    this.folder = folder;
    this.progress = progress;
    this.clock = clock;
    this.stateWritten = clock.instant();
    segments.putAll(begin.segments());
    begin.segments().values().forEach(segment -> items.addAndGet(segment.items()));
  }

  long items() {
    return items.get();
  }

  long rows() {
    return rowsRead.get();
  }

  /**
   * Runs to the end, or until there is no room for more differences.
   *
   * @return whether it came to the end
   */
  boolean run() {
    progress.phase("items, each with its row");
    Parallel.run(rates.segments(), rates.segments(), this::readSegment);
    ledger.flush();
    if (open.isFull()) {
      return false;
    }
    progress.phase("rows, each with its item");
    Parallel.run(rates.segments(), ledger.slices(), this::readSlice);
    return !open.isFull();
  }

  private void readSegment(int number) {
    Segment at = segments.getOrDefault(number, Segment.BEGINNING);
    while (!at.done() && !open.isFull()) {
      Instant now = clock.instant();
      SourceItems.Page page =
          sides.items().scan(number, rates.segments(), at.after(), rates.pageItems());
      comparison.compareFirst(reads(page), now, key -> ledger.add(sides.rows().place(key)));
      at = new Segment(page.last(), page.isLast(), at.items() + page.items().size());
      segments.put(number, at);
      progress.reached(items.addAndGet(page.items().size()), sides.items().itemsEstimated());
      keepState();
      readUnits.keepUpWith(sides.items().readUnits());
      rows.spend(page.items().size());
    }
  }

  private List<Comparison.Read> reads(SourceItems.Page page) {
    return page.items().stream()
        .map(
            item ->
                new Comparison.Read(sides.items().keyOf(item), Optional.of(item), Set.<RowKey>of()))
        .toList();
  }

  private synchronized void keepState() {
    if (clock.instant().isAfter(stateWritten.plus(BETWEEN_STATES))) {
      Map<Integer, Segment> reached = Map.copyOf(segments);
      ledger.flush();
      Set<ItemKey> differing = open.items().keySet();
      new PassState(begin.setup(), begin.began(), begin.topic(), begin.slices(), reached, differing)
          .write(folder);
      stateWritten = clock.instant();
    }
  }

  private void readSlice(int slice) {
    if (open.isFull()) {
      return;
    }
    Set<KeyLedger.Hash> expected = ledger.read(slice);
    sides
        .rows()
        .readKeys(
            ledger.firstToken(slice),
            ledger.lastToken(slice),
            page -> noteExtra(slice, page, expected));
  }

  private void noteExtra(int slice, List<RowKey> page, Set<KeyLedger.Hash> expected) {
    rowsOfNone.note(slice, page, expected);
    progress.reached(rowsRead.addAndGet(page.size()), items.get());
    rows.spend(page.size());
  }
}
