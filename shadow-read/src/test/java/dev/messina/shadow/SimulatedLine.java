package dev.messina.shadow;

import dev.messina.verification.frontier.Frontier;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.row.FoundRow;
import dev.messina.verification.row.RowKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One item, its changes on their way into its row, and a shadow read that looks at both, in steps
 * of a tenth of a second. Time goes on between any two reads. The application's clock is off by up
 * to two seconds.
 */
final class SimulatedLine extends Clock implements AutoCloseable {

  private static final int CHANGES_PERCENT = 5;
  private static final int CHECKS_PERCENT = 3;
  private static final long STEP_MILLIS = 100;
  private static final long BEGAN_MILLIS = 1_800_000_000_000L;
  private static final Duration UNKNOWN_LIMIT = Duration.ofSeconds(20);

  /** The rule, or one without a part of it. */
  enum Rule {
    WHOLE,
    WITHOUT_FRONTIER,
    WITHOUT_SAME_ROW,
    WITHOUT_SECOND_READ,
    /** Not a part of the rule, but its limit: an item that is put again as it was. */
    WITH_ITEMS_PUT_AGAIN
  }

  /**
   * @param value empty for a delete
   * @param applied the step in which that happens
   */
  private record Change(int made, Optional<Integer> value, int applied) {}

  /** What stands in the target; without a value it is a tombstone. */
  private record Cell(Optional<Integer> value, long writeMicros) {}

  private final SplittableRandom random;
  private final Rule rule;
  private final long skewMillis;
  private final List<Change> changes = new ArrayList<>();
  private final ShadowRead shadow;
  private boolean writing = true;
  private boolean unknown;
  private int now;
  private int values;
  private Cell damage = new Cell(Optional.empty(), Long.MIN_VALUE);
  private boolean rowWasRead;
  private Optional<Map<String, AttributeValue>> lastItem = Optional.empty();

  SimulatedLine(long seed, Rule rule) {
    this.random = new SplittableRandom(seed);
    this.rule = rule;
    this.skewMillis = random.nextLong(-2_000, 2_001);
    Stores stores = new Stores(this::readItem, this::readRow, TestMapping.real());
    ShadowOptions options = ShadowOptions.named("line-" + seed).withUnknownLimit(UNKNOWN_LIMIT);
    this.shadow = new ShadowRead(stores, this::frontier, options, difference -> {}, this);
  }

  ShadowCounters counters() {
    return shadow.counters();
  }

  void stopWriting() {
    writing = false;
    run(60); // until all that was written is applied
  }

  void loseFrontier() {
    unknown = true;
  }

  /**
   * Writes something else into the row, or deletes it, and has it seen; whether that is a new row
   * and not the item's.
   */
  boolean damage() {
    Optional<Cell> before = row();
    boolean deletes = random.nextBoolean();
    long ahead = random.nextBoolean() ? 86_400_000_000L : 0;
    damage =
        new Cell(
            deletes ? Optional.empty() : Optional.of(++values),
            Math.max(damage.writeMicros() + 1, micros(now) + ahead));
    check();
    return !row().equals(before) && !row().flatMap(Cell::value).equals(item());
  }

  void run(int steps) {
    for (int end = now + steps; now < end; now++) {
      change();
      if (random.nextInt(100) < CHECKS_PERCENT) {
        check();
      }
      if (random.nextInt(10) == 0) {
        rowWasRead = false;
        shadow.settle();
      }
    }
  }

  void check() {
    rowWasRead = false;
    shadow.check(TestMapping.key("a"));
  }

  private void change() {
    if (writing && random.nextInt(100) < CHANGES_PERCENT) {
      int value = rule == Rule.WITH_ITEMS_PUT_AGAIN ? 1 : ++values;
      boolean deletes = random.nextInt(3) == 0;
      int applied = now + 1 + random.nextInt(random.nextBoolean() ? 3 : 40);
      changes.add(new Change(now, deletes ? Optional.empty() : Optional.of(value), applied));
    }
  }

  /** Time goes on between two reads, and so does the application. */
  private void pass() {
    for (int steps = random.nextInt(5); steps > 0; steps--) {
      now++;
      change();
    }
  }

  private Optional<Map<String, AttributeValue>> readItem(ItemKey key) {
    pass();
    if (rule != Rule.WITHOUT_SECOND_READ || !rowWasRead) {
      lastItem = item().map(value -> TestMapping.item("a", value.toString()));
    }
    Optional<Map<String, AttributeValue>> read = lastItem;
    pass();
    return read;
  }

  private Optional<FoundRow> readRow(RowKey key) {
    pass();
    Optional<FoundRow> read = row().map(this::found);
    rowWasRead = true;
    pass();
    return read;
  }

  private FoundRow found(Cell cell) {
    FoundRow row = TestMapping.row(cell.value().orElseThrow().toString(), cell.writeMicros());
    return rule == Rule.WITHOUT_SAME_ROW
        ? new FoundRow(row.values(), row.writeMicros(), () -> "any")
        : row;
  }

  private Optional<Integer> item() {
    return changes.isEmpty() ? Optional.empty() : changes.get(changes.size() - 1).value();
  }

  /** Changes are applied in any order; the newest write timestamp stands. */
  private Optional<Cell> row() {
    Cell newest = damage;
    for (Change change : changes) {
      if (change.applied() <= now && micros(change.made()) >= newest.writeMicros()) {
        newest = new Cell(change.value(), micros(change.made()));
      }
    }
    return Optional.of(newest).filter(cell -> cell.value().isPresent());
  }

  private static long micros(int step) {
    return (BEGAN_MILLIS + step * STEP_MILLIS) * 1_000;
  }

  /** The greatest that there can be: nothing made before it is not applied. */
  private Frontier.Reading frontier() {
    if (unknown) {
      return new Frontier.Unknown("it is lost");
    }
    int until =
        rule == Rule.WITHOUT_FRONTIER
            ? now + 100
            : changes.stream()
                .filter(change -> change.applied() > now)
                .mapToInt(Change::made)
                .min()
                .orElse(now);
    Instant known = Instant.ofEpochMilli(BEGAN_MILLIS + until * STEP_MILLIS);
    pass();
    return new Frontier.Known(known, "the line");
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(BEGAN_MILLIS + now * STEP_MILLIS + skewMillis);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("A line has one zone");
  }

  @Override
  public void close() {
    shadow.close();
  }
}
