package dev.messina.verification.check;

import dev.messina.verification.expect.Expected;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.item.SourceItems;
import dev.messina.verification.row.FoundRow;
import dev.messina.verification.row.RowKey;
import dev.messina.verification.row.TargetRows.Place;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads every item once and every row once, by ranges of tokens, and compares sums of hashes. Only
 * where these differ are rows looked at one by one. What it finds is only noted: lag is not told
 * from loss here.
 */
final class DigestPass {

  private static final int ITEMS_AT_ONCE = 500;
  private static final Optional<Instant> UNASKED = Optional.empty();

  private final Sides sides;
  private final Comparison comparison;
  private final OpenDifferences open;
  private final Rates rates;
  private final Pace readUnits;
  private final Pace rowPace;
  private final KeyLedger ledger;
  private final ItemKeyFiles itemKeys;
  private final RowDigests expected;
  private final RowDigests found;
  private final RowsOfNone rowsOfNone;
  private final Progress progress;
  private final Clock clock;

  private final AtomicLong items = new AtomicLong();
  private final AtomicLong rows = new AtomicLong();
  private long differing;

  /**
   * @param parts with a feed of the changes since the pass began, of its own
   * @param folder for keys; exists, and is empty
   */
  DigestPass(FullPass.Parts parts, Path folder, Progress progress, Clock clock) {
    long estimated = parts.sides().items().itemsEstimated();
    this.sides = parts.sides();
    this.comparison = parts.comparison();
    this.open = parts.open();
    this.rates = parts.rates();
    this.readUnits = new Pace(rates.readUnits());
    this.rowPace = new Pace(rates.rows());
    this.ledger = new KeyLedger(folder, KeyLedger.bitsFor(estimated));
    this.itemKeys = new ItemKeyFiles(folder, ledger.slices());
    int bits = Math.max(KeyLedger.bitsFor(estimated), RowDigests.bitsFor(estimated));
    this.expected = new RowDigests(bits);
    this.found = new RowDigests(bits);
    this.rowsOfNone = new RowsOfNone(sides, comparison, parts.feed(), ledger, clock);
    this.progress = progress;
    this.clock = clock;
  }

  long items() {
    return items.get();
  }

  long rows() {
    return rows.get();
  }

  /** Into how many parts both tables were cut, and how many of them differed. */
  Report.Buckets buckets() {
    return new Report.Buckets(expected.buckets(), differing);
  }

  /**
   * Runs to the end, or until there is no room for more differences.
   *
   * @return whether it came to the end
   */
  boolean run() {
    progress.phase("digests of items");
    Parallel.run(rates.segments(), rates.segments(), this::readSegment);
    ledger.flush();
    itemKeys.flush();
    progress.phase("digests of rows");
    Parallel.run(rates.segments(), ledger.slices(), this::readSlice);
    int[] buckets =
        IntStream.range(0, expected.buckets())
            .filter(bucket -> !expected.isSame(found, bucket))
            .toArray();
    differing = buckets.length;
    if (differing > 0) {
      progress.phase(
          "%,d of %,d parts of the table differ; their rows one by one"
              .formatted(differing, expected.buckets()));
      Parallel.run(rates.segments(), ledger.slices(), this::lookAtSlice);
    }
    return !open.isFull();
  }

  private void readSegment(int number) {
    Map<String, AttributeValue> after = Map.of();
    SourceItems.Page page;
    do {
      Instant now = clock.instant();
      page = sides.items().scan(number, rates.segments(), after, rates.pageItems());
      List<Comparison.Read> doubtful = new ArrayList<>();
      for (Map<String, AttributeValue> item : page.items()) {
        ItemKey key = sides.items().keyOf(item);
        if (!isDigested(key, item)) {
          doubtful.add(new Comparison.Read(key, Optional.of(item), Set.of()));
        }
      }
      comparison.compareFirst(doubtful, now, row -> {});
      after = page.last();
      progress.reached(items.addAndGet(page.items().size()), sides.items().itemsEstimated());
      readUnits.keepUpWith(sides.items().readUnits());
    } while (!page.isLast() && !open.isFull());
  }

  /**
   * Whether all is said of the item by the digest of its row. One that cannot be written, and one
   * whose row would not say the item, is looked at by itself too.
   */
  private boolean isDigested(ItemKey key, Map<String, AttributeValue> item) {
    Expected row = sides.expectation().of(key, item);
    sides
        .expectation()
        .rowKeyOf(key, row)
        .ifPresent(
            own -> {
              Place place = sides.rows().place(own);
              ledger.add(place);
              itemKeys.add(ledger.sliceOf(place.token()), place.token(), key);
            });
    if (!(row instanceof Expected.Row own)) {
      return row instanceof Expected.None;
    }
    FoundRow written = own.written(sides.rows().table().columnTypes());
    expected.add(sides.rows().place(own.key()), written.values());
    return sides.back().unlike(item, own.key(), written).isEmpty();
  }

  private void readSlice(int slice) {
    sides.rows().readRows(ledger.firstToken(slice), ledger.lastToken(slice), this::digest);
  }

  private void digest(RowKey key, FoundRow row) {
    found.add(sides.rows().place(key), row.values());
    progress.reached(rows.incrementAndGet(), items.get());
    rowPace.spend(1);
  }

  private void lookAtSlice(int slice) {
    int first = expected.bucketOf(ledger.firstToken(slice));
    int last = expected.bucketOf(ledger.lastToken(slice));
    int[] buckets =
        IntStream.rangeClosed(first, last)
            .filter(bucket -> !expected.isSame(found, bucket))
            .toArray();
    if (buckets.length == 0 || open.isFull()) {
      return;
    }
    List<ItemKey> some = new ArrayList<>();
    itemKeys.read(
        slice,
        (token, item) -> {
          if (!expected.isSame(found, expected.bucketOf(token))) {
            some.add(item);
          }
          if (some.size() == ITEMS_AT_ONCE) {
            look(some);
          }
        });
    look(some);
    Set<KeyLedger.Hash> keys = ledger.read(slice);
    for (int bucket : buckets) {
      sides
          .rows()
          .readKeys(
              expected.firstToken(bucket),
              expected.lastToken(bucket),
              page -> rowsOfNone.note(slice, page, keys));
    }
  }

  private void look(List<ItemKey> some) {
    Instant now = clock.instant();
    Map<ItemKey, Map<String, AttributeValue>> read = sides.items().get(some);
    comparison.compare(
        some.stream()
            .map(
                key ->
                    new Comparison.Read(key, Optional.ofNullable(read.get(key)), Set.<RowKey>of()))
            .toList(),
        now,
        UNASKED);
    rowPace.spend(some.size());
    readUnits.keepUpWith(sides.items().readUnits());
    some.clear();
  }
}
