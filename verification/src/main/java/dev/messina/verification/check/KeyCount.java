package dev.messina.verification.check;

import dev.messina.verification.item.ItemKey;
import dev.messina.verification.item.SourceItems;
import dev.messina.verification.row.RowKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Counts items, the rows that they must have, and the rows there are. Reads no row but its key, and
 * nothing twice, so that lag is not told from loss.
 */
public final class KeyCount {

  private final Sides sides;
  private final Rates rates;
  private final Pace readUnits;
  private final Pace rowPace;
  private final KeyLedger ledger;
  private final Progress progress;

  private final AtomicLong items = new AtomicLong();
  private final AtomicLong expected = new AtomicLong();
  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong missing = new AtomicLong();
  private final AtomicLong extra = new AtomicLong();

  /**
   * What was counted.
   *
   * @param expected how many rows items must have
   * @param missing how many of those are not there
   * @param extra how many rows no item must have
   */
  public record Counted(long items, long expected, long rows, long missing, long extra) {

    public boolean isEven() {
      return missing == 0 && extra == 0;
    }
  }

  /**
   * @param folder for the keys; empty, and emptied afterwards
   */
  public KeyCount(Sides sides, Rates rates, Path folder, Progress progress) {
    this.sides = sides;
    this.rates = rates;
    this.readUnits = new Pace(rates.readUnits());
    this.rowPace = new Pace(rates.rows());
    this.ledger = new KeyLedger(folder, KeyLedger.bitsFor(sides.items().itemsEstimated()));
    this.progress = progress;
  }

  public Counted run() {
    progress.phase("items");
    Parallel.run(rates.segments(), rates.segments(), this::readSegment);
    ledger.flush();
    progress.phase("rows");
    Parallel.run(rates.segments(), ledger.slices(), this::readSlice);
    return new Counted(items.get(), expected.get(), rows.get(), missing.get(), extra.get());
  }

  private void readSegment(int number) {
    Map<String, AttributeValue> after = Map.of();
    SourceItems.Page page;
    do {
      page = sides.items().scan(number, rates.segments(), after, rates.pageItems());
      for (Map<String, AttributeValue> item : page.items()) {
        ItemKey key = sides.items().keyOf(item);
        sides
            .expectation()
            .rowKeyOf(key, sides.expectation().of(key, item))
            .ifPresent(row -> ledger.add(sides.rows().place(row)));
      }
      after = page.last();
      progress.reached(items.addAndGet(page.items().size()), sides.items().itemsEstimated());
      readUnits.keepUpWith(sides.items().readUnits());
    } while (!page.isLast());
  }

  private void readSlice(int slice) {
    Set<KeyLedger.Hash> left = ledger.read(slice);
    expected.addAndGet(left.size());
    sides
        .rows()
        .readKeys(ledger.firstToken(slice), ledger.lastToken(slice), page -> count(page, left));
    missing.addAndGet(left.size());
  }

  private void count(List<RowKey> page, Set<KeyLedger.Hash> left) {
    for (RowKey row : page) {
      if (!left.remove(KeyLedger.Hash.of(sides.rows().place(row)))) {
        extra.incrementAndGet();
      }
    }
    progress.reached(rows.addAndGet(page.size()), items.get());
    rowPace.spend(page.size());
  }
}
