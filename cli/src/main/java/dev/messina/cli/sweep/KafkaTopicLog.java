package dev.messina.cli.sweep;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics without a consumer group; commits nothing. For use by one thread. */
final class KafkaTopicLog implements TopicLog {

  private static final Duration POLL = Duration.ofMillis(500);

  /** A transaction that stays open for longer than Connect lets one be is nobody's any more. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Admin admin;

  /**
   * @param settings of a Kafka client
   */
  KafkaTopicLog(Map<String, String> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    this.consumer =
        new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.admin = Admin.create(Map.copyOf(settings));
  }

  /**
   * The ends lie after open transactions too: the source's offsets may be known as committed a
   * moment before their transaction is so in every partition.
   */
  @Override
  public Map<Integer, Extent> partitions(String topic) {
    List<TopicPartition> partitions =
        consumer.listTopics().getOrDefault(topic, List.of()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = ends(partitions);
    return partitions.stream()
        .collect(
            Collectors.toMap(
                TopicPartition::partition,
                partition -> new Extent(begins.get(partition), ends.get(partition))));
  }

  private Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> latest =
        partitions.stream()
            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    try {
      Map<TopicPartition, Long> ends = new HashMap<>();
      admin
          .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
          .all()
          .get()
          .forEach((partition, end) -> ends.put(partition, end.offset()));
      return ends;
    } catch (ExecutionException refused) {
      throw new IllegalStateException(
          "Kafka does not tell the ends of " + partitions + ": " + refused.getCause().getMessage(),
          refused);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking Kafka.", interrupted);
    }
  }

  @Override
  public void read(String topic, int number, long from, long end, Predicate<Passed> wantsMore) {
    TopicPartition partition = new TopicPartition(topic, number);
    consumer.assign(List.of(partition));
    consumer.seek(partition, from);
    long movedNanos = System.nanoTime();
    long position = from;
    while (position < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
        if (record.offset() >= end || !wantsMore.test(passed(record))) {
          return;
        }
      }
      long reached = consumer.position(partition);
      if (reached > position) {
        position = reached;
        movedNanos = System.nanoTime();
      } else if (System.nanoTime() - movedNanos > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            ("Partition %s cannot be read from offset %d to %d; look for a transaction that stays"
                    + " open.")
                .formatted(partition, position, end));
      }
    }
  }

  private static Passed passed(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : record.headers()) {
      if (header.value() != null) {
        headers.put(
            header.key(), new String(header.value(), StandardCharsets.UTF_8).replace("\"", ""));
      }
    }
    return new Passed(headers);
  }

  @Override
  public void close() {
    consumer.close();
    admin.close();
  }
}
