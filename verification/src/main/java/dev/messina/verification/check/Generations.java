package dev.messina.verification.check;

import dev.messina.verification.frontier.Frontier;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.row.RowKey;
import dev.messina.verification.topic.ChangeFeed;
import dev.messina.verification.topic.TopicChange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Looks again, generation by generation, at every item that has a change on the topic and at every
 * open difference: a consistent read of the item, then its rows. For use by one thread.
 */
final class Generations {

  /** So many items of the topic are in memory at once. */
  private static final int ITEMS_MAX = 50_000;

  private static final int ITEMS_AT_ONCE = 1_000;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Sides sides;
  private final Comparison comparison;
  private final OpenDifferences open;
  private final ChangeFeed feed;
  private final Frontier frontier;
  private final Pace rows;
  private final Pace readUnits;
  private final Clock clock;
  private final Supplier<Map<Integer, Long>> applied;
  private final UnappliedItems unapplied = new UnappliedItems();
  private final ReadMarks marks = new ReadMarks();

  private int number;
  private boolean drained;
  private Frontier.Reading reading = new Frontier.Unknown("it was not asked for");
  private Duration lastTook = Duration.ZERO;
  private long changes;

  /**
   * What generations are made of.
   *
   * @param applied by partition, the offset of the first change that the sink has not applied
   */
  record Parts(
      Sides sides,
      Comparison comparison,
      OpenDifferences open,
      Rates rates,
      Supplier<Map<Integer, Long>> applied) {}

  Generations(Parts parts, ChangeFeed feed, Frontier frontier, Clock clock) {
    this.sides = parts.sides();
    this.comparison = parts.comparison();
    this.open = parts.open();
    this.applied = parts.applied();
    this.rows = new Pace(parts.rates().rows());
    this.readUnits = new Pace(parts.rates().readUnits());
    this.readUnits.skip(sides.items().readUnits());
    this.feed = feed;
    this.frontier = frontier;
    this.clock = clock;
  }

  int number() {
    return number;
  }

  Frontier.Reading reading() {
    return reading;
  }

  Duration lastTook() {
    return lastTook;
  }

  /** How many changes of the topic were looked at again. */
  long changes() {
    return changes;
  }

  /**
   * Up to which time every change is known to be applied and was looked at; empty if that is not
   * known. Settled differences apart, all items are equal to their rows up to there.
   */
  Optional<Instant> verifiedUntil() {
    if (!drained || !(reading instanceof Frontier.Known known)) {
      return Optional.empty();
    }
    Instant reached = known.appliedUntil().minus(Frontier.CLOCK_MARGIN);
    return Optional.of(open.oldestUnsettled().filter(reached::isAfter).orElse(reached));
  }

  /**
   * By partition, the offset from which on the topic holds every change that may still make a
   * difference: what is open was brought by a change behind it, and all that lies before it is
   * applied and was looked at.
   */
  Map<Integer, Long> resumable() {
    return marks.resumeFrom(open.oldestUnsettled(), unapplied.resumeFrom(feed.positions()));
  }

  /** Looks at items for the first time. */
  void lookAt(Set<ItemKey> listed) {
    Map<ItemKey, Set<RowKey>> rowsOfNone = new HashMap<>();
    listed.forEach(item -> rowsOfNone.put(item, Set.of()));
    lookAgain(rowsOfNone, Optional.empty());
  }

  /** One generation. The frontier is asked first, so that all it covers is on the topic then. */
  void run() {
    Instant began = clock.instant();
    number++;
    marks.begin(began, unapplied.resumeFrom(feed.positions()));
    reading = frontier.read();
    Optional<Instant> known =
        reading instanceof Frontier.Known one ? Optional.of(one.appliedUntil()) : Optional.empty();
    Map<ItemKey, Set<RowKey>> items = changedItems();
    open.items()
        .forEach(
            (item, touched) -> items.computeIfAbsent(item, any -> new HashSet<>()).addAll(touched));
    lookAgain(items, known);
    if (drained) {
      lookAtRowsWithoutItem(known);
    }
    lastTook = Duration.between(began, clock.instant());
  }

  private Map<ItemKey, Set<RowKey>> changedItems() {
    Map<ItemKey, Set<RowKey>> items = new HashMap<>();
    drained =
        feed.drain(
            change -> note(change, items), () -> ITEMS_MAX - items.size() - unapplied.size());
    Instant now = clock.instant();
    items.forEach((item, touched) -> open.changed(item, touched, now));
    if (drained) {
      open.drained();
    }
    unapplied
        .applied(applied.get())
        .forEach(
            (item, touched) -> items.computeIfAbsent(item, any -> new HashSet<>()).addAll(touched));
    return items;
  }

  private void note(TopicChange change, Map<ItemKey, Set<RowKey>> items) {
    changes++;
    Set<RowKey> touched =
        sides
            .expectation()
            .touchedBy(change.key(), change.value().orElse(null), change.operation());
    items.computeIfAbsent(change.item(), any -> new HashSet<>()).addAll(touched);
    unapplied.add(change.item(), touched, change.partition(), change.offset());
  }

  private void lookAgain(Map<ItemKey, Set<RowKey>> items, Optional<Instant> known) {
    List<ItemKey> all = List.copyOf(items.keySet());
    for (int from = 0; from < all.size(); from += ITEMS_AT_ONCE) {
      lookAgain(all.subList(from, Math.min(from + ITEMS_AT_ONCE, all.size())), items, known);
    }
  }

  private void lookAgain(
      List<ItemKey> keys, Map<ItemKey, Set<RowKey>> touched, Optional<Instant> known) {
    Instant now = clock.instant();
    Map<ItemKey, Map<String, AttributeValue>> found = sides.items().get(keys);
    List<Comparison.Read> reads = new ArrayList<>(keys.size());
    for (ItemKey key : keys) {
      reads.add(new Comparison.Read(key, Optional.ofNullable(found.get(key)), touched.get(key)));
    }
    comparison.compare(reads, now, known);
    rows.spend(keys.size());
    readUnits.keepUpWith(sides.items().readUnits());
  }

  /**
   * That no item has such a row is known from the scan, which has seen every item that was there
   * all the time, and from the topic, which has every change since: so as of when it was drained.
   */
  private void lookAtRowsWithoutItem(Optional<Instant> known) {
    List<RowKey> without = open.rowsWithoutItem();
    for (int from = 0; from < without.size(); from += ITEMS_AT_ONCE) {
      List<RowKey> some = without.subList(from, Math.min(from + ITEMS_AT_ONCE, without.size()));
      comparison.compareRows(some, clock.instant(), known);
      rows.spend(some.size());
    }
  }

  /**
   * How things stand after the last one.
   *
   * @param otherwise the verdict unless a difference counts
   */
  Generation last(Report.Verdict otherwise) {
    Generation.Open stands = open.stands();
    return new Generation(
        number,
        clock.instant(),
        stands.settled() > 0 ? Report.Verdict.DIFFERENCES : otherwise,
        verifiedUntil(),
        stands,
        changes,
        lastTook);
  }

  void rest() {
    try {
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The verification was interrupted.", interrupted);
    }
  }
}
