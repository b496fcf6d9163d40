package dev.messina.source.control;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A control topic in memory, and consumers of it. */
final class FakeControlTopic {

  static final String NAME = "shop.control";

  private final List<List<ConsumerRecord<byte[], byte[]>>> partitions = new ArrayList<>();
  private KafkaException failure;

  /** Makes the topic have at least so many partitions. */
  synchronized void grow(int count) {
    while (partitions.size() < count) {
      partitions.add(new ArrayList<>());
    }
  }

  /** From now on every question fails; null ends it. */
  synchronized void fail(KafkaException error) {
    failure = error;
  }

  synchronized void post(int partition, long timestamp, String key, String value) {
    List<ConsumerRecord<byte[], byte[]>> log = partitions.get(partition);
    log.add(
        new ConsumerRecord<>(
            NAME,
            partition,
            log.size(),
            timestamp,
            TimestampType.CREATE_TIME,
            0,
            0,
            key == null ? null : key.getBytes(StandardCharsets.UTF_8),
            value == null ? null : value.getBytes(StandardCharsets.UTF_8),
            new RecordHeaders(),
            Optional.empty()));
  }

  private synchronized List<List<ConsumerRecord<byte[], byte[]>>> copy() {
    return partitions.stream().map(List::copyOf).toList();
  }

  private synchronized void failIfTold() {
    if (failure != null) {
      throw failure;
    }
  }

  Consumer<byte[], byte[]> consumer() {
    failIfTold();
    return new OfThisTopic();
  }

  /** Kafka's own stand-in, which lacks the search by time, and gets records by hand. */
  private final class OfThisTopic extends MockConsumer<byte[], byte[]> {

    private final Map<TopicPartition, Integer> given = new HashMap<>();

    OfThisTopic() {
      super("earliest");
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic, Duration timeout) {
      failIfTold();
      List<PartitionInfo> infos = new ArrayList<>();
      for (int i = 0; i < copy().size(); i++) {
        infos.add(new PartitionInfo(topic, i, Node.noNode(), new Node[0], new Node[0]));
      }
      return infos;
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(
        Collection<TopicPartition> asked, Duration timeout) {
      Map<TopicPartition, Long> ends = new HashMap<>();
      asked.forEach(partition -> ends.put(partition, (long) log(partition).size()));
      return ends;
    }

    @Override
    public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
        Map<TopicPartition, Long> times, Duration timeout) {
      Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
      times.forEach(
          (partition, time) ->
              found.put(
                  partition,
                  log(partition).stream()
                      .filter(record -> record.timestamp() >= time)
                      .findFirst()
                      .map(r -> new OffsetAndTimestamp(r.offset(), r.timestamp()))
                      .orElse(null)));
      return found;
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      failIfTold();
      for (TopicPartition partition : assignment()) {
        List<ConsumerRecord<byte[], byte[]>> log = log(partition);
        int from = given.getOrDefault(partition, (int) position(partition));
        log.subList(from, log.size()).forEach(this::addRecord);
        given.put(partition, log.size());
      }
      return super.poll(timeout);
    }

    private List<ConsumerRecord<byte[], byte[]>> log(TopicPartition partition) {
      return copy().get(partition.partition());
    }
  }
}
