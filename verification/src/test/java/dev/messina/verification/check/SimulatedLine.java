package dev.messina.verification.check;

import dev.messina.verification.check.OpenDifference.Sighting;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.row.RowKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One item, its changes on their way to the topic and into its row, and a verification that looks
 * at both, all in steps of a tenth of a second. The values are few, so that an item often is what
 * it was before.
 */
final class SimulatedLine {

  private static final int VALUES = 2;
  private static final int CHANGES_PERCENT = 8;
  private static final long STEP_MILLIS = 100;
  private static final long BEGAN_MILLIS = 1_800_000_000_000L;

  /** The rule, or one without a part of it. */
  enum Rule {
    WHOLE,
    WITHOUT_FRONTIER,
    WITHOUT_TOPIC,
    WITHOUT_SAME_ROW,
    WITHOUT_APPLIED
  }

  /**
   * @param value empty for a delete
   * @param onTopic and {@code applied}: the steps in which that happens
   * @param lost the sink takes it for applied, and the row does not have it
   */
  private record Change(
      int made, Optional<Integer> value, int onTopic, int applied, boolean lost) {}

  /** What stands in the target; without a value it is a tombstone. */
  private record Cell(Optional<Integer> value, long writeMicros) {}

  private static final ItemKey ITEM = new ItemKey(Map.of("pk", AttributeValue.fromS("a")));
  private static final RowKey ROW = new RowKey(List.of("pk"), List.of("a"));
  private static final Pair PAIR = Pair.of(ITEM, ROW);

  private final SplittableRandom random;
  private final Rule rule;
  private final List<Change> changes = new ArrayList<>();
  private final OpenDifferences open = new OpenDifferences(10);
  private final UnappliedItems unapplied = new UnappliedItems();
  private final int lostPercent;
  private boolean writing = true;
  private boolean passDue;
  private boolean everSettled;
  private int now;
  private int drainedUntil = -1;
  private int look;
  private Cell damage = new Cell(Optional.empty(), Long.MIN_VALUE);

  SimulatedLine(long seed, Rule rule) {
    this(seed, rule, 0);
  }

  /**
   * @param lostPercent so many of a hundred changes are lost on the way
   */
  SimulatedLine(long seed, Rule rule, int lostPercent) {
    this.lostPercent = lostPercent;
    this.random = new SplittableRandom(seed);
    this.rule = rule;
  }

  void stopWriting() {
    writing = false;
  }

  /** Writes something else into the row, before a pass; whether it is something else. */
  boolean damage() {
    run(60); // until all that was written is applied
    Optional<Integer> other =
        random.nextBoolean() ? Optional.empty() : Optional.of(random.nextInt(VALUES));
    damage = new Cell(other, micros(now) + (random.nextBoolean() ? 86_400_000_000L : 0));
    passDue = true;
    return !other.equals(item());
  }

  void run(int steps) {
    for (int end = now + steps; now < end; now++) {
      if (writing && random.nextInt(100) < CHANGES_PERCENT) {
        change();
      }
      if (random.nextInt(10) == 0) {
        generation();
      }
    }
  }

  /** Changes reach the topic in their order, and the row in any. */
  private void change() {
    Optional<Integer> value =
        random.nextInt(3) == 0 ? Optional.empty() : Optional.of(random.nextInt(VALUES));
    int last = changes.isEmpty() ? 0 : changes.get(changes.size() - 1).onTopic();
    int onTopic = Math.max(last, now + 1 + random.nextInt(20));
    boolean lost = lostPercent > 0 && random.nextInt(100) < lostPercent;
    changes.add(new Change(now, value, onTopic, onTopic + 1 + random.nextInt(20), lost));
  }

  private Optional<Integer> item() {
    return changes.isEmpty() ? Optional.empty() : changes.get(changes.size() - 1).value();
  }

  private Optional<Cell> row() {
    Cell newest = damage;
    for (Change change : changes) {
      if (!change.lost()
          && change.applied() <= now
          && micros(change.made()) >= newest.writeMicros()) {
        newest = new Cell(change.value(), micros(change.made()));
      }
    }
    return Optional.of(newest).filter(cell -> cell.value().isPresent());
  }

  private static long micros(int step) {
    return (BEGAN_MILLIS + step * STEP_MILLIS) * 1_000;
  }

  private static Instant instant(int step) {
    return Instant.ofEpochMilli(BEGAN_MILLIS + step * STEP_MILLIS);
  }

  /** The greatest that there can be: nothing made up to then is not applied. */
  private Instant frontier() {
    return changes.stream()
        .filter(change -> change.applied() > now)
        .map(change -> instant(change.made() - 1))
        .findFirst()
        .orElse(instant(now));
  }

  private void generation() {
    Optional<Instant> frontier =
        Optional.of(rule == Rule.WITHOUT_FRONTIER ? instant(now + 100) : frontier());
    boolean news = drain();
    boolean applied = !unapplied.applied(committed()).isEmpty();
    if (!passDue && !news && !open.isOpen(PAIR) && (!applied || rule == Rule.WITHOUT_APPLIED)) {
      pass();
      return;
    }
    passDue = false;
    Instant itemRead = instant(now);
    waitForAnswer();
    Optional<Integer> expected = item();
    waitForAnswer();
    Optional<Cell> row = row();
    Instant rowRead = instant(now);
    if (row.flatMap(Cell::value).equals(expected)) {
      open.close(PAIR);
    } else {
      open.differs(PAIR, sighting(row, itemRead, rowRead), frontier);
    }
    everSettled |= open.all().stream().anyMatch(OpenDifference::isSettled);
    pass();
  }

  /** Time goes on between two reads, and so does the application. */
  private void pass() {
    for (int steps = random.nextInt(5); steps > 0; steps--) {
      now++;
      if (writing && random.nextInt(100) < CHANGES_PERCENT) {
        change();
      }
    }
  }

  /** A read counts as of its beginning; now and then it takes longer than clocks may differ. */
  private void waitForAnswer() {
    for (int more = random.nextInt(8) == 0 ? 30 : 0; more >= 0; more--) {
      pass();
    }
  }

  private Sighting sighting(Optional<Cell> row, Instant itemRead, Instant rowRead) {
    String print = rule == Rule.WITHOUT_SAME_ROW ? "any" : row.map(Cell::toString).orElse("");
    return new Sighting(
        new Outcome.Differs(DifferenceKind.DIFFERENT, List.of(), ""),
        itemRead,
        rowRead,
        print,
        row.map(cell -> OptionalLong.of(cell.writeMicros())).orElse(OptionalLong.empty()),
        Map.of());
  }

  /** Whether the topic has brought a change. */
  private boolean drain() {
    look++;
    boolean news = false;
    for (int offset = 0; offset < changes.size(); offset++) {
      int onTopic = changes.get(offset).onTopic();
      if (onTopic > drainedUntil && onTopic <= now) {
        unapplied.add(ITEM, Set.of(ROW), 0, offset);
        news = true;
      }
    }
    drainedUntil = now;
    if (news && rule != Rule.WITHOUT_TOPIC) {
      open.changed(ITEM, Set.of(ROW), instant(now));
    }
    open.drained();
    everSettled |= open.all().stream().anyMatch(OpenDifference::isSettled);
    return news;
  }

  /** The offset before which all is applied. */
  private Map<Integer, Long> committed() {
    long applied = 0;
    while (applied < changes.size() && changes.get((int) applied).applied() <= now) {
      applied++;
    }
    return Map.of(0, applied);
  }

  /** Whether the row is not the item. */
  boolean differs() {
    return !row().flatMap(Cell::value).equals(item());
  }

  /** Whether a difference counts. */
  boolean counts() {
    return open.all().stream().anyMatch(OpenDifference::isSettled);
  }

  /** Whether a difference has ever counted, and there were looks at all. */
  boolean settled() {
    return look > 0 && everSettled;
  }
}
