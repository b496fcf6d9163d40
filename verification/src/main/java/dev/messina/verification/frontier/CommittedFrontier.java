package dev.messina.verification.frontier;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.verification.topic.TopicReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The frontier by what is public today: DynamoDB's list of shards, the source's committed offsets,
 * the ends of the topic and the sink's committed offsets, read in this order. What the source had
 * committed when it was asked lies below the ends that Kafka tells after that; it is applied when
 * the sink has committed those ends. So an answer is as old as the sink's commit takes.
 *
 * <p>For use by one thread.
 */
public final class CommittedFrontier implements Frontier {

  private static final int MARKS_MAX = 1_000;

  private final String table;
  private final String topic;
  private final Supplier<List<JsonNode>> sourceOffsets;
  private final Supplier<Map<Integer, Long>> sinkOffsets;
  private final Supplier<Optional<StreamListing>> shards;
  private final TopicReader reader;
  private final FrontierRule rule = new FrontierRule(Assumptions.DEFAULT);
  private final Deque<Mark> marks = new ArrayDeque<>();
  private Optional<Known> applied = Optional.empty();

  /** All changes up to a time lie below these ends of the topic. */
  private record Mark(Known until, Map<Integer, Long> ends) {}

  /**
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
    this.table = table;
    this.topic = topic;
    this.sourceOffsets = sourceOffsets;
    this.sinkOffsets = sinkOffsets;
    this.shards = shards;
    this.reader = reader;
  }

  @Override
  public Reading read() {
    Optional<StreamListing> listed = shards.get();
    if (listed.isEmpty()) {
      return new Unknown("table '" + table + "' has no stream");
    }
    Reading onTopic = rule.onTopic(table, sourceOffsets.get(), listed.get());
    if (!(onTopic instanceof Known known)) {
      return onTopic;
    }
    mark(new Mark(known, reader.ends(topic)));
    Map<Integer, Long> committed = sinkOffsets.get();
    while (!marks.isEmpty() && isPast(marks.peekFirst(), committed)) {
      Known until = marks.removeFirst().until();
      applied = applied.filter(earlier -> isBefore(until, earlier)).or(() -> Optional.of(until));
    }
    return applied
        .<Reading>map(Known.class::cast)
        .orElseGet(() -> new NotYet("the sink has not committed what the topic held at first"));
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
    Map<Integer, Long> begins = reader.begins(topic);
    return mark.ends().entrySet().stream()
        .allMatch(
            end -> {
              long next = committed.getOrDefault(end.getKey(), 0L);
              boolean kept = next >= begins.getOrDefault(end.getKey(), 0L);
              return next >= end.getValue()
                  || (kept && reader.isEmpty(topic, end.getKey(), next, end.getValue()));
            });
  }
}
