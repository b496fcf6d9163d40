package dev.messina.sink.topic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * How far the task's partitions were read, and whether a consumer went back by itself. Belongs to
 * the task's thread.
 */
final class ReadPositions {

  private final TopicStops stops;
  private final Consumer<String> readTopics;
  private final Map<TopicPartition, ReadPosition> positions = new HashMap<>();

  /** Of partitions that were taken away, and whose last offsets were given for a commit. */
  private final Map<TopicPartition, Long> least = new HashMap<>();

  private final Set<TopicPartition> handedOver = new HashSet<>();

  /** Whether the last records were not taken, so that they are given again. */
  private boolean refused;

  /**
   * @param readTopics takes the topic of each record, at least once a call
   */
  ReadPositions(TopicStops stops, Consumer<String> readTopics) {
    this.stops = stops;
    this.readTopics = readTopics;
  }

  void open(Collection<TopicPartition> partitions) {
    partitions.forEach(
        partition ->
            positions.put(
                partition, new ReadPosition(partition, least.getOrDefault(partition, 0L))));
  }

  /** A partition that is lost without a commit may come back at any older offset. */
  void close(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      ReadPosition position = positions.remove(partition);
      if (position != null && handedOver.contains(partition)) {
        least.put(partition, position.least());
      } else {
        least.remove(partition);
      }
    }
  }

  /**
   * Takes in what the framework gives the task. Records of one partition come in a row, in the
   * order of their offsets.
   *
   * @throws org.apache.kafka.connect.errors.ConnectException if a consumer went back
   */
  void take(Collection<SinkRecord> records) {
    handedOver.clear();
    boolean again = refused;
    refused = refused || !records.isEmpty();
    SinkRecord first = null;
    SinkRecord last = null;
    for (SinkRecord record : records) {
      if (first != null && !isOfOnePartition(first, record)) {
        take(first, last, again);
        first = null;
      }
      first = first == null ? record : first;
      last = record;
    }
    if (first != null) {
      take(first, last, again);
    }
  }

  private static boolean isOfOnePartition(SinkRecord one, SinkRecord other) {
    return one.originalKafkaPartition().intValue() == other.originalKafkaPartition()
        && one.originalTopic().equals(other.originalTopic());
  }

  private void take(SinkRecord first, SinkRecord last, boolean again) {
    readTopics.accept(first.originalTopic());
    ReadPosition position =
        of(new TopicPartition(first.originalTopic(), first.originalKafkaPartition()));
    long offset = first.originalKafkaOffset();
    OptionalLong before = position.read(offset, last.originalKafkaOffset(), again);
    if (before.isPresent()) {
      throw stops.wentBack(position.partition(), offset, before.getAsLong());
    }
  }

  /** The records were taken, and do not come again. */
  void taken() {
    refused = false;
  }

  /** Whether records stand before the task that it has refused so far. */
  boolean areRefused() {
    return refused;
  }

  /** The framework sets the consumer back to what was committed. */
  void rewind() {
    positions.values().forEach(ReadPosition::rewind);
  }

  /** An offset is given for a commit that may be the partition's last here. */
  void handOver(TopicPartition partition) {
    handedOver.add(partition);
  }

  ReadPosition of(TopicPartition partition) {
    return positions.computeIfAbsent(partition, unseen -> new ReadPosition(unseen, 0));
  }

  /** Whether the partition is still in the same hands. */
  boolean has(ReadPosition position) {
    return positions.get(position.partition()) == position;
  }

  List<ReadPosition> all() {
    return new ArrayList<>(positions.values());
  }
}
