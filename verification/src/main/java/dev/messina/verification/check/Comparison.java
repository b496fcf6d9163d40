package dev.messina.verification.check;

import dev.messina.verification.expect.Expected;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.reverse.AsItems;
import dev.messina.verification.reverse.Unlike;
import dev.messina.verification.row.FoundRow;
import dev.messina.verification.row.RowKey;
import dev.messina.verification.row.TargetRows;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Compares items with rows, and keeps the book of open differences. Thread-safe. */
final class Comparison {

  private static final String NO_ROW = "";

  private final Sides sides;
  private final OpenDifferences open;
  private final boolean showsValues;
  private final Clock clock;
  private final LongAdder expired = new LongAdder();
  private final LongAdder compared = new LongAdder();

  /**
   * An item as it was read, and the rows to look at for it.
   *
   * @param item empty if it is not there
   */
  record Read(ItemKey key, Optional<Map<String, AttributeValue>> item, Set<RowKey> rows) {}

  private record Asked(
      Read read, Expected expected, RowKey row, TargetRows.Pending pending, Instant itemsRead) {

    ItemKey item() {
      return read.key();
    }

    /** Whether this is the row that the item must have. */
    boolean isOwn() {
      return expected instanceof Expected.Row own && own.key().equals(row);
    }
  }

  Comparison(Sides sides, OpenDifferences open, boolean showsValues, Clock clock) {
    this.sides = sides;
    this.open = open;
    this.showsValues = showsValues;
    this.clock = clock;
  }

  long expired() {
    return expired.sum();
  }

  /** What was compared as items. */
  AsItems.Counts asItems() {
    return sides.back().counts();
  }

  /** How many pairs were looked at. */
  long compared() {
    return compared.sum();
  }

  /**
   * Looks at the rows of items, write timestamps included.
   *
   * @param itemsRead when they were read
   * @param frontier what was known before that
   */
  void compare(List<Read> items, Instant itemsRead, Optional<Instant> frontier) {
    compare(items, itemsRead, frontier, new Look(sides.rows()::ask, row -> {}));
  }

  /**
   * Looks at the rows of items for the first time, and at their values alone: what differs is to be
   * looked at again.
   *
   * @param keys is told the key of each row that an item has, or would have
   */
  void compareFirst(List<Read> items, Instant itemsRead, Consumer<RowKey> keys) {
    compare(items, itemsRead, Optional.empty(), new Look(sides.rows()::askForValues, keys));
  }

  /** How rows are asked for, and who is told of their keys. */
  private record Look(Function<RowKey, TargetRows.Pending> asking, Consumer<RowKey> keys) {}

  private void compare(List<Read> items, Instant itemsRead, Optional<Instant> frontier, Look look) {
    List<Asked> asked = new ArrayList<>(items.size());
    for (Read read : items) {
      Expected expected =
          read.item()
              .map(item -> sides.expectation().of(read.key(), item))
              .orElseGet(Expected.None::new);
      Set<RowKey> rows = new HashSet<>(read.rows());
      Optional<RowKey> own = sides.expectation().rowKeyOf(read.key(), expected);
      own.ifPresent(rows::add);
      own.ifPresent(look.keys());
      rows.forEach(
          row -> asked.add(new Asked(read, expected, row, look.asking().apply(row), itemsRead)));
      judgeWithoutRow(read.key(), expected, rows.isEmpty(), itemsRead, frontier);
    }
    asked.forEach(one -> judge(one, frontier));
  }

  private void judgeWithoutRow(
      ItemKey item,
      Expected expected,
      boolean noRow,
      Instant itemsRead,
      Optional<Instant> frontier) {
    Pair pair = Pair.withoutRow(item);
    if (noRow && expected instanceof Expected.Unwritable unwritable) {
      see(pair, Outcome.ofNoRow(unwritable), itemsRead, Optional.empty(), Map.of(), frontier);
    } else {
      open.close(pair);
    }
  }

  private void judge(Asked asked, Optional<Instant> frontier) {
    Optional<FoundRow> found = asked.pending().get();
    compared.increment();
    Outcome outcome = Outcome.of(asked.row(), asked.expected(), found, clock.instant());
    Pair pair = Pair.of(asked.item(), asked.row());
    open.close(Pair.withoutItem(asked.row()));
    if (outcome instanceof Outcome.Differs differs) {
      Map<String, List<String>> values = values(asked.expected(), differs, found);
      see(pair, differs, asked.itemsRead(), found, values, frontier);
      return;
    }
    List<Unlike> unlike = unlike(asked, found);
    if (!unlike.isEmpty()) {
      Map<String, List<String>> values = values(unlike, found);
      see(pair, Outcome.ofMapping(unlike), asked.itemsRead(), found, values, frontier);
      return;
    }
    if (outcome instanceof Outcome.Expired) {
      expired.increment();
    }
    open.close(pair);
  }

  /** What a row that is as expected does not say of its item. */
  private List<Unlike> unlike(Asked asked, Optional<FoundRow> found) {
    return asked.isOwn() && asked.read().item().isPresent() && found.isPresent()
        ? sides.back().unlike(asked.read().item().get(), asked.row(), found.get())
        : List.of();
  }

  /** Looks at rows of which no item is known. */
  void compareRows(List<RowKey> rows, Instant known, Optional<Instant> frontier) {
    List<TargetRows.Pending> pending = rows.stream().map(sides.rows()::ask).toList();
    for (int i = 0; i < rows.size(); i++) {
      Optional<FoundRow> found = pending.get(i).get();
      compared.increment();
      Pair pair = Pair.withoutItem(rows.get(i));
      if (found.isEmpty()) {
        open.close(pair);
      } else {
        Outcome.Differs extra = new Outcome.Differs(DifferenceKind.EXTRA, List.of(), "");
        see(pair, extra, known, found, Map.of(), frontier);
      }
    }
  }

  private void see(
      Pair pair,
      Outcome.Differs differs,
      Instant itemRead,
      Optional<FoundRow> found,
      Map<String, List<String>> values,
      Optional<Instant> frontier) {
    OptionalLong writeMicros = found.map(FoundRow::writeMicros).orElseGet(OptionalLong::empty);
    open.differs(
        pair,
        new OpenDifference.Sighting(
            differs,
            itemRead,
            clock.instant(),
            found.map(row -> row.print().get()).orElse(NO_ROW),
            writeMicros,
            values),
        frontier);
  }

  private Map<String, List<String>> values(List<Unlike> unlike, Optional<FoundRow> found) {
    Map<String, List<String>> values = new TreeMap<>();
    if (showsValues) {
      for (Unlike one : unlike) {
        Object cell = found.map(row -> row.values().get(one.column())).orElse(null);
        values.put(one.column(), List.of(one.value(), cell == null ? "null" : RowKey.text(cell)));
      }
    }
    return values;
  }

  private Map<String, List<String>> values(
      Expected expected, Outcome.Differs differs, Optional<FoundRow> found) {
    return showsValues && expected instanceof Expected.Row row && found.isPresent()
        ? row.besides(found.get(), differs.columns())
        : Map.of();
  }
}
