package dev.messina.source.control;

import dev.messina.record.WriteTimestampHeader;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.connect.errors.ConnectException;

/** The last records of a topic. */
final class TopicTail {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final Duration timeout;

  /**
   * @param timeout for each of the questions, and for the reading as a whole
   */
  TopicTail(Consumer<byte[], byte[]> consumer, Duration timeout) {
    this.consumer = consumer;
    this.timeout = timeout;
  }

  /** The settings of a consumer that reads on its own, in nobody's group. */
  static Map<String, Object> settings(Map<String, Object> given) {
    Map<String, Object> client = new HashMap<>(given);
    client.remove(ConsumerConfig.GROUP_ID_CONFIG);
    client.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return client;
  }

  /**
   * The greatest write timestamp in the headers of the last records of each partition.
   *
   * @param count how far to go back in each partition
   * @throws ConnectException if they cannot be read in time
   */
  OptionalLong newestWriteTimestamp(Collection<TopicPartition> partitions, int count) {
    consumer.assign(partitions);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, timeout);
    Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions, timeout));
    ends.forEach(
        (partition, end) -> consumer.seek(partition, Math.max(begins.get(partition), end - count)));
    OptionalLong newest = OptionalLong.empty();
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      ends.entrySet().removeIf(end -> consumer.position(end.getKey(), timeout) >= end.getValue());
      if (ends.isEmpty()) {
        return newest;
      }
      if (System.nanoTime() - deadline > 0) {
        throw new ConnectException(
            "The last records of " + List.copyOf(ends.keySet()) + " could not be read in time.");
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        Header header = record.headers().lastHeader(WriteTimestampHeader.NAME);
        OptionalLong micros = WriteTimestampHeader.ofBytes(header == null ? null : header.value());
        if (micros.isPresent() && (newest.isEmpty() || micros.getAsLong() > newest.getAsLong())) {
          newest = micros;
        }
      }
    }
  }
}
