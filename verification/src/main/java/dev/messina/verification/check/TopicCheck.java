package dev.messina.verification.check;

import dev.messina.verification.item.ItemKey;
import dev.messina.verification.row.RowKey;
import dev.messina.verification.topic.RecordJson;
import dev.messina.verification.topic.TopicChange;
import dev.messina.verification.topic.TopicReader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Compares rows with the newest change of each item on the topic, and reads no item.
 *
 * <p>A difference counts when the sink had committed the newest change of the item before the row
 * was read, and the topic holds none after the sink's offsets that was there when the row had been
 * read. Whatever a sink can have applied until then was on the topic by then.
 */
public final class TopicCheck {

  private static final int AT_ONCE = 1_000;
  private static final long PAUSE_SECONDS = 1;
  private static final String READ = "r";

  private final Setup setup;
  private final Progress progress;
  private final Clock clock;
  private final RecordJson json;
  private final OpenDifferences open;
  private final Comparison comparison;
  private final Pace rows;
  private final TopicSlice topic;

  private final Map<ItemKey, Newest> newestOfOpen = new HashMap<>();
  private final List<String> doubts = new ArrayList<>();
  private Map<Integer, Long> compared = Map.of();
  private long changes;
  private long items;
  private long notCompared;

  /**
   * What is compared, and how.
   *
   * @param applied the sink's committed offsets of the topic, asked for each time
   * @param folder for keys; exists and is empty
   */
  public record Setup(
      Sides sides,
      TopicReader reader,
      String topic,
      Supplier<Map<Integer, Long>> applied,
      Rates rates,
      Limits limits,
      Path folder,
      boolean showsValues) {}

  /** The newest change of an item, and whether that is a read of the item by a snapshot. */
  private record Newest(TopicPlace place, boolean read) {}

  private record Change(
      TopicChange change, Optional<Map<String, AttributeValue>> item, Newest newest) {}

  public TopicCheck(Setup setup, Progress progress, Clock clock) {
    this.setup = setup;
    this.progress = progress;
    this.clock = clock;
    this.json = new RecordJson(setup.sides().items().keyTypes());
    this.open = new OpenDifferences(setup.limits().openMost());
    this.comparison = new Comparison(setup.sides(), open, setup.showsValues(), clock);
    this.rows = new Pace(setup.rates().rows());
    this.topic = new TopicSlice(setup.reader(), setup.topic(), setup.applied());
  }

  /** Compares once, then what differs until it counts, is equal, or the patience is over. */
  public TopicReport run() {
    OffsetMarks newest = newestChanges();
    compareFirst(newest);
    progress.phase("rows that differ, again");
    Instant last = clock.instant().plus(setup.limits().patience());
    while (!lookAgain() && clock.instant().isBefore(last)) {
      rest();
    }
    return report();
  }

  private OffsetMarks newestChanges() {
    long expected =
        setup.applied().get().entrySet().stream()
            .mapToLong(end -> end.getValue() - topic.begins().getOrDefault(end.getKey(), 0L))
            .sum();
    NewestChanges newest = new NewestChanges(setup.folder(), Math.max(0, expected));
    progress.phase("changes on the topic");
    List<Integer> lost = topic.lostToSink();
    if (!lost.isEmpty()) {
      doubts.add(
          ("The sink's offsets of partitions %s lie before the topic's beginning: it cannot apply"
                  + " what is between.")
              .formatted(lost));
    }
    topic.readOn(
        record -> {
          newest.add(json.itemOf(record), TopicPlace.of(record));
          progress.reached(++changes, expected);
        });
    compared = topic.ends();
    return newest.newest();
  }

  private void compareFirst(OffsetMarks newest) {
    progress.phase("newest changes, each with its row");
    List<Change> some = new ArrayList<>();
    topic.readAgain(
        record -> {
          if (newest.contains(record.partition(), record.offset())) {
            some.add(change(record));
            progress.reached(++items, newest.size());
          }
          if (some.size() == AT_ONCE) {
            lookFirst(some);
          }
          return !open.isFull();
        });
    lookFirst(some);
    if (open.isFull()) {
      doubts.add(
          "It stopped at %d open differences, before its end; --max-open raises that."
              .formatted(open.size()));
    } else if (items < newest.size()) {
      doubts.add(
          "%d changes have left the topic while it was read; run it again."
              .formatted(newest.size() - items));
    }
  }

  private Change change(ConsumerRecord<byte[], byte[]> record) {
    TopicChange change = json.change(record);
    try {
      boolean read = change.operation().equals(READ);
      return new Change(change, change.after(), new Newest(TopicPlace.of(record), read));
    } catch (IllegalArgumentException noItem) {
      throw new IllegalStateException(
          "The item after the change in record %s-%d@%d is %s."
              .formatted(record.topic(), record.partition(), record.offset(), noItem.getMessage()),
          noItem);
    }
  }

  private void lookFirst(List<Change> some) {
    comparison.compareFirst(reads(some), clock.instant(), row -> {});
    for (Change one : some) {
      if (open.isOpen(one.change().item())) {
        newestOfOpen.put(one.change().item(), one.newest());
      }
    }
    rows.spend(some.size());
    some.clear();
  }

  private List<Comparison.Read> reads(List<Change> some) {
    return some.stream()
        .map(one -> new Comparison.Read(one.change().item(), one.item(), rowsOf(one.change())))
        .toList();
  }

  /** The rows that a change touches, and those that were not as they should be before. */
  private Set<RowKey> rowsOf(TopicChange change) {
    Set<RowKey> touched = new HashSet<>(open.rowsOf(change.item()));
    touched.addAll(
        setup
            .sides()
            .expectation()
            .touchedBy(change.key(), change.value().orElse(null), change.operation()));
    return touched;
  }

  /** Looks at what is open; whether all of it counts then. */
  private boolean lookAgain() {
    topic.readOn(this::takeIn);
    Set<ItemKey> looked = new HashSet<>();
    List<Change> some = new ArrayList<>();
    topic.readSome(
        newestOfOpen.values().stream().map(Newest::place).toList(),
        record -> {
          some.add(change(record));
          if (some.size() == AT_ONCE) {
            look(some, looked);
          }
        });
    look(some, looked);
    newestOfOpen.keySet().removeIf(item -> !open.isOpen(item));
    looked.removeAll(inFlight());
    looked.forEach(open::settle);
    return newestOfOpen.keySet().stream().allMatch(looked::contains);
  }

  /** A later change of an item that is open, which the sink has applied meanwhile. */
  private void takeIn(ConsumerRecord<byte[], byte[]> record) {
    ItemKey item = json.itemOf(record);
    Newest known = newestOfOpen.get(item);
    if (known != null && TopicPlace.of(record).isNewerThan(known.place())) {
      newestOfOpen.put(item, change(record).newest());
    }
  }

  private void look(List<Change> some, Set<ItemKey> looked) {
    comparison.compare(reads(some), clock.instant(), Optional.empty());
    some.forEach(one -> looked.add(one.change().item()));
    rows.spend(some.size());
    some.clear();
  }

  /** Items of which the sink may have applied a change that was not taken in. */
  private Set<ItemKey> inFlight() {
    Set<ItemKey> changing = new HashSet<>();
    Map<Integer, Long> ends =
        topic.readBeyond(
            record -> {
              ItemKey item = json.itemOf(record);
              if (newestOfOpen.containsKey(item)) {
                changing.add(item);
              }
            });
    newestOfOpen.forEach(
        (item, newest) -> {
          if (!ends.containsKey(newest.place().partition())) {
            changing.add(item);
          }
        });
    notCompared =
        ends.entrySet().stream()
            .mapToLong(end -> end.getValue() - compared.getOrDefault(end.getKey(), 0L))
            .sum();
    return changing;
  }

  private static void rest() {
    try {
      TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The verification was interrupted.", interrupted);
    }
  }

  private TopicReport report() {
    List<Difference> counting = new ArrayList<>();
    List<Difference> doubtful = new ArrayList<>();
    for (OpenDifference one : open.all()) {
      if (one.isSettled()) {
        (isProven(one) ? counting : doubtful).add(ofTopic(one));
      }
    }
    long inFlight = open.size() - counting.size() - (long) doubtful.size();
    if (inFlight > 0) {
      doubts.add(
          "%d differences may be lag: their items have changes that the sink has not committed."
              .formatted(inFlight));
    }
    if (!doubtful.isEmpty()) {
      doubts.add(
          ("%d differences may come of changes that the topic no longer holds; look at these items"
                  + " with --keys.")
              .formatted(doubtful.size()));
    }
    return new TopicReport(
        counting,
        doubtful,
        inFlight,
        doubts,
        notSeen(),
        new TopicReport.Counts(
            changes,
            items,
            comparison.compared(),
            comparison.expired(),
            notCompared,
            setup.sides().items().readUnits(),
            comparison.asItems()),
        clock.instant());
  }

  private Newest newestOf(OpenDifference one) {
    return newestOfOpen.get(one.pair().item().orElseThrow());
  }

  private boolean isNewerThanTopic(OpenDifference one) {
    OptionalLong row = one.difference().writeMicros();
    return row.isPresent() && row.getAsLong() > newestOf(one).place().writeMicros();
  }

  /**
   * A snapshot's record may lie behind a newer change on the topic, so where the topic has lost
   * records it may be the last of its item without being its newest change.
   */
  private boolean isProven(OpenDifference one) {
    Newest newest = newestOf(one);
    return topic.isWhole(newest.place().partition()) || !(newest.read() || isNewerThanTopic(one));
  }

  private Difference ofTopic(OpenDifference one) {
    Difference difference = one.difference();
    boolean newer = difference.kind() == DifferenceKind.DIFFERENT && isNewerThanTopic(one);
    return newer ? difference.as(DifferenceKind.TARGET_NEWER) : difference;
  }

  private List<String> notSeen() {
    List<String> notSeen = new ArrayList<>();
    List<Integer> cut =
        topic.begins().entrySet().stream()
            .filter(begin -> begin.getValue() > 0)
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    if (!cut.isEmpty()) {
      notSeen.add(
          "items that have not changed since the beginning of what is kept: partitions %s have lost"
                  .formatted(cut)
              + " their first records");
    }
    notSeen.add("rows that no item on the topic has or had with its newest change");
    notSeen.add("items and changes that never came to the topic");
    if (notCompared > 0) {
      notSeen.add(
          "%d offsets behind those that the sink had committed when it began"
              .formatted(notCompared));
    }
    return notSeen;
  }
}
