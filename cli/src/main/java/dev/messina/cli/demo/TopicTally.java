package dev.messina.cli.demo;

import dev.messina.cli.local.Pause;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a topic of change records along with the sink and counts what goes by, by the headers
 * alone. Has one thread; its counts may be read from any other.
 */
public final class TopicTally implements AutoCloseable {

  private static final String OPERATION_HEADER = "messina.op";
  private static final String WRITE_TIMESTAMP_HEADER = "messina.write.ts.us";
  private static final String SNAPSHOT_OPERATION = "r";
  private static final Duration POLL = Duration.ofMillis(100);

  private final String topic;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread = new Thread(this::follow, "topic-tally");
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
  private volatile boolean closing;
  private volatile long readToTheEndNanos = System.nanoTime();

  private final Set<UUID> seen = new HashSet<>();
  private final LongAdder records = new LongAdder();
  private final LongAdder duplicates = new LongAdder();
  private final Map<String, LongAdder> distinctByOperation = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> readTo = new ConcurrentHashMap<>();

  public TopicTally(String bootstrapServers, String topic) {
    this.topic = topic;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                // a topic made by asking for it would have the broker's partition count
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    thread.setDaemon(true);
  }

  /** Begins at the topic's start, as soon as the topic exists. */
  public void start() {
    thread.start();
  }

  /** Records of the snapshot, each counted once however often it was sent. */
  public long snapshotRows() {
    return distinct(SNAPSHOT_OPERATION);
  }

  /**
   * Records of one operation, each counted once however often it was sent.
   *
   * @param operation {@code r}, {@code c}, {@code u} or {@code d}
   */
  public long distinct(String operation) {
    rethrowFailure();
    LongAdder count = distinctByOperation.get(operation);
    return count == null ? 0 : count.sum();
  }

  /** Records with the key and the write timestamp of an earlier one: sent again after a crash. */
  public long duplicates() {
    return duplicates.sum();
  }

  public long records() {
    rethrowFailure();
    return records.sum();
  }

  /**
   * By partition the offset after the last record that was read, 0 where there was none. Markers of
   * transactions are no records.
   */
  public Map<TopicPartition, Long> readTo() {
    rethrowFailure();
    return Map.copyOf(readTo);
  }

  /**
   * When it last began to look for more records and found none, by {@link System#nanoTime()}: what
   * was in the topic by then has been counted.
   */
  long readToTheEndNanos() {
    rethrowFailure();
    return readToTheEndNanos;
  }

  private void follow() {
    try (consumer) {
      awaitTopic();
      while (!closing) {
        long began = System.nanoTime();
        ConsumerRecords<byte[], byte[]> page = consumer.poll(POLL);
        page.forEach(this::count);
        if (page.isEmpty() && isAtTheEnd()) {
          readToTheEndNanos = began;
        }
      }
    } catch (RuntimeException broken) {
      failure.set(broken);
    }
  }

  private boolean isAtTheEnd() {
    return consumer.endOffsets(consumer.assignment()).entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private void awaitTopic() {
    List<TopicPartition> partitions = List.of();
    while (partitions.isEmpty() && !closing) {
      partitions =
          consumer.listTopics().getOrDefault(topic, List.of()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      if (partitions.isEmpty()) {
        Pause.of(POLL);
      }
    }
    consumer.assign(partitions);
    partitions.forEach(partition -> readTo.put(partition, 0L));
  }

  private void count(ConsumerRecord<byte[], byte[]> record) {
    records.increment();
    if (seen.add(identity(record))) {
      distinctByOperation
          .computeIfAbsent(header(record, OPERATION_HEADER), operation -> new LongAdder())
          .increment();
    } else {
      duplicates.increment();
    }
    readTo.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
  }

  /** An item has one change at a write timestamp, and one snapshot row in an epoch. */
  private static UUID identity(ConsumerRecord<byte[], byte[]> record) {
    byte[] key = record.key() == null ? new byte[0] : record.key();
    byte[] writeTimestamp = header(record, WRITE_TIMESTAMP_HEADER).getBytes(StandardCharsets.UTF_8);
    byte[] tombstone = {(byte) (record.value() == null ? 1 : 0)};
    return UUID.nameUUIDFromBytes(
        ByteBuffer.allocate(key.length + writeTimestamp.length + 1)
            .put(key)
            .put(writeTimestamp)
            .put(tombstone)
            .array());
  }

  /** The text of a header; a converter may have put quotes around it. */
  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null
        ? "?"
        : new String(header.value(), StandardCharsets.UTF_8).replace("\"", "");
  }

  private void rethrowFailure() {
    RuntimeException broken = failure.get();
    if (broken != null) {
      throw new IllegalStateException(
          "Topic " + topic + " can no longer be read: " + broken.getMessage(), broken);
    }
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join(Duration.ofSeconds(10).toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
