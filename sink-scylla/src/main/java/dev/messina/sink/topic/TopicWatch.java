package dev.messina.sink.topic;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells of topics from which nothing was ever read. A consumer waits for a topic that does not
 * exist, or has Kafka create an empty one, so that a misspelt name looks like an idle table.
 *
 * <p>Belongs to the task's thread.
 */
public final class TopicWatch {

  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration PAUSE_MAX = Duration.ofHours(1);

  private final List<String> topics;
  private final Clock clock;
  private final Set<String> read = new HashSet<>();
  private final Set<String> empty = new HashSet<>();
  private Duration pause = FIRST_PAUSE;
  private Instant due;

  /**
   * @param topics those that the configuration names; none if it has a pattern
   */
  public TopicWatch(Collection<String> topics, Clock clock) {
    this.topics = List.copyOf(topics);
    this.clock = clock;
    this.due = clock.instant().plus(FIRST_PAUSE);
  }

  /** A record of this topic has come. */
  public void onRecord(String topic) {
    read.add(topic);
  }

  /**
   * Notes the positions at which the consumer stands. At zero nothing was ever read from a
   * partition, by this task or one before it.
   */
  public void onPositions(Map<TopicPartition, OffsetAndMetadata> positions) {
    positions.forEach(
        (partition, position) -> (position.offset() > 0 ? read : empty).add(partition.topic()));
  }

  /**
   * What is to be warned of now: at first after a minute, then less and less often, at last every
   * hour.
   *
   * @param assigned the task's partitions
   */
  public Optional<String> warning(Set<TopicPartition> assigned) {
    if (clock.instant().isBefore(due)) {
      return Optional.empty();
    }
    Optional<String> warning = assigned.isEmpty() ? withoutPartitions() : neverRead(assigned);
    pause = warning.isEmpty() || pause.compareTo(PAUSE_MAX) >= 0 ? pause : pause.multipliedBy(2);
    due = clock.instant().plus(pause.compareTo(PAUSE_MAX) < 0 ? pause : PAUSE_MAX);
    return warning;
  }

  private Optional<String> withoutPartitions() {
    return Optional.of(
        topics.isEmpty()
            ? "This task has no partition to read. If no other task has one either, no topic"
                + " matches 'topics.regex'; check the pattern."
            : "This task has no partition to read. If no other task has one either, there is no"
                + " topic "
                + String.join(", ", topics)
                + "; check 'topics', and that the source has started.");
  }

  private Optional<String> neverRead(Set<TopicPartition> assigned) {
    List<String> silent = new ArrayList<>(topics);
    silent.removeIf(topic -> read.contains(topic) || !empty.contains(topic));
    silent.removeIf(topic -> assigned.stream().noneMatch(one -> one.topic().equals(topic)));
    return silent.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Nothing was ever read from this task's partitions of topic "
                + String.join(", ", silent)
                + ". If the table has items, check 'topics': Kafka may have created an empty topic"
                + " of a misspelt name.");
  }
}
