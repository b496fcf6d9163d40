package dev.messina.verification.frontier;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.verification.topic.TopicReader;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The frontier by what is public today: DynamoDB's list of shards, the source's committed offsets,
 * the ends of the topic and the sink's committed offsets, read in this order. What the source had
 * committed when it was asked lies below the ends that Kafka tells after that; it is applied when
 * the sink has committed those ends. So an answer is as old as the sink's commit takes.
 *
 * <p>Where the records are looked at that the sink has not committed, one look is enough: the
 * frontier is then no later than the oldest change among them.
 *
 * <p>For use by one thread.
 */
public final class CommittedFrontier implements Frontier {

  private static final int MARKS_MAX = 1_000;
  private static final Duration CLOCK_ERROR = Assumptions.DEFAULT.clockError();

  private final Origins origins;
  private final TopicReader reader;
  private final Optional<UnappliedChanges> unapplied;
  private final FrontierRule rule = new FrontierRule(Assumptions.DEFAULT);
  private final Deque<Mark> marks = new ArrayDeque<>();
  private Optional<Known> applied = Optional.empty();

  /**
   * Whom to ask; each time again.
   *
   * @param sourceOffsets the source's committed offsets as Connect gives them
   * @param sinkOffsets the sink's, by partition of the topic
   * @param shards of the table's stream; empty if it has none
   */
  public record Origins(
      String table,
      String topic,
      Supplier<List<JsonNode>> sourceOffsets,
      Supplier<Map<Integer, Long>> sinkOffsets,
      Supplier<Optional<StreamListing>> shards) {}

  /** All changes up to a time lie below these ends of the topic. */
  private record Mark(Known until, Map<Integer, Long> ends) {}

  /**
   * A frontier that passes what the topic held at an earlier look.
   *
   * @param sourceOffsets the source's committed offsets as Connect gives them, asked for each time
   * @param sinkOffsets the sink's, by partition of the topic, likewise
   * @param shards of the table's stream, listed each time; empty if it has none
   */
  public CommittedFrontier(
      String table,
      String topic,
      Supplier<List<JsonNode>> sourceOffsets,
      Supplier<Map<Integer, Long>> sinkOffsets,
      Supplier<Optional<StreamListing>> shards,
      TopicReader reader) {
    this(new Origins(table, topic, sourceOffsets, sinkOffsets, shards), reader, Optional.empty());
  }

  private CommittedFrontier(
      Origins origins, TopicReader reader, Optional<UnappliedChanges> unapplied) {
    this.origins = origins;
    this.reader = reader;
    this.unapplied = unapplied;
  }

  /**
   * A frontier that looks at what the sink has not committed.
   *
   * @param longest how long one look reads at most; the next one goes on
   */
  public static CommittedFrontier atOneLook(Origins origins, TopicReader reader, Duration longest) {
    return new CommittedFrontier(
        origins, reader, Optional.of(new UnappliedChanges(reader, origins.topic(), longest)));
  }

  @Override
  public Reading read() {
    Optional<StreamListing> listed = origins.shards().get();
    if (listed.isEmpty()) {
      return new Unknown("Table '" + origins.table() + "' has no stream");
    }
    Reading onTopic = rule.onTopic(origins.table(), origins.sourceOffsets().get(), listed.get());
    if (!(onTopic instanceof Known known)) {
      return onTopic;
    }
    Map<Integer, Long> ends = reader.ends(origins.topic());
    if (ends.isEmpty()) {
      return new Unknown("There is no topic " + origins.topic());
    }
    mark(new Mark(known, ends));
    Map<Integer, Long> committed = origins.sinkOffsets().get();
    List<String> misplaced =
        misplaced(
            origins.topic(),
            reader.begins(origins.topic()),
            reader.ends(origins.topic()),
            committed);
    if (!misplaced.isEmpty()) {
      return new Unknown(misplaced);
    }
    while (!marks.isEmpty() && isPast(marks.peekFirst(), committed)) {
      keepLater(marks.removeFirst().until());
    }
    Optional<Reading> reason =
        unapplied.flatMap(changes -> lookAt(changes, known, ends, committed));
    return applied
        .<Reading>map(Known.class::cast)
        .or(() -> reason)
        .orElseGet(() -> new NotYet("The sink has not committed what the topic held at first"));
  }

  /** Why the records that the sink has not committed leave the frontier open, if they do. */
  private Optional<Reading> lookAt(
      UnappliedChanges changes,
      Known onTopic,
      Map<Integer, Long> ends,
      Map<Integer, Long> committed) {
    UnappliedChanges.Look look = changes.look(committed, ends);
    if (look instanceof UnappliedChanges.Partly partly) {
      return Optional.of(
          new NotYet(
              "%d offsets that the sink has not committed of topic %s are still to be looked at"
                  .formatted(partly.left(), origins.topic())));
    }
    if (!(look instanceof UnappliedChanges.Seen seen)) {
      return Optional.empty();
    }
    if (seen.hasItems()) {
      return Optional.of(
          new NotYet(
              "The sink has not committed items of a scan that are on topic " + origins.topic()));
    }
    keepLater(applied(onTopic, seen.oldest()));
    return Optional.empty();
  }

  /**
   * What is applied of what is on the topic.
   *
   * @param oldest when the oldest change was made that the sink has not committed
   */
  static Known applied(Known onTopic, Optional<Instant> oldest) {
    return oldest
        .map(time -> time.minus(CLOCK_ERROR).truncatedTo(ChronoUnit.SECONDS))
        .filter(until -> until.isBefore(onTopic.appliedUntil()))
        .map(until -> new Known(until, "the sink has not committed a change of that time"))
        .orElse(onTopic);
  }

  private void keepLater(Known known) {
    applied = applied.filter(earlier -> !isBefore(earlier, known)).or(() -> Optional.of(known));
  }

  /** Where the sink's offsets do not belong to what a topic holds. */
  static List<String> misplaced(
      String topic,
      Map<Integer, Long> begins,
      Map<Integer, Long> ends,
      Map<Integer, Long> committed) {
    return ends.keySet().stream()
        .sorted()
        .flatMap(
            partition -> {
              long next = committed.getOrDefault(partition, 0L);
              if (next > ends.get(partition)) {
                return Stream.of(
                    "The sink's offset lies after the end of partition %s-%d: was the topic made again?"
                        .formatted(topic, partition));
              }
              return next < begins.getOrDefault(partition, 0L)
                  ? Stream.of(
                      "Partition %s-%d no longer holds records that the sink has not committed"
                          .formatted(topic, partition))
                  : Stream.empty();
            })
        .toList();
  }

  /** Marks in between are left out where the sink stays behind for long. */
  private void mark(Mark mark) {
    if (marks.isEmpty() || isBefore(marks.peekLast().until(), mark.until())) {
      if (marks.size() >= MARKS_MAX) {
        marks.removeLast();
      }
      marks.addLast(mark);
    }
  }

  private static boolean isBefore(Known one, Known other) {
    return one.appliedUntil().isBefore(other.appliedUntil());
  }

  /** Between what was committed and an end only the markers of transactions may lie. */
  private boolean isPast(Mark mark, Map<Integer, Long> committed) {
    return mark.ends().entrySet().stream()
        .allMatch(
            end ->
                reader.isEmpty(
                    origins.topic(),
                    end.getKey(),
                    committed.getOrDefault(end.getKey(), 0L),
                    end.getValue()));
  }
}
