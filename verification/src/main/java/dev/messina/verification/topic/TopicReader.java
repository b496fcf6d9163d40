package dev.messina.verification.topic;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics without a consumer group; commits nothing. For use by one thread. */
public final class TopicReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(500);

  /** A transaction that stays open for longer than Connect lets one be is nobody's any more. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Admin admin;

  /**
   * @param settings of a Kafka client
   */
  public TopicReader(Map<String, String> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    this.consumer =
        new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.admin = Admin.create(Map.copyOf(settings));
  }

  private List<TopicPartition> partitions(String topic) {
    return listed().getOrDefault(topic, List.of()).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  private Map<String, List<PartitionInfo>> listed() {
    try {
      return consumer.listTopics();
    } catch (KafkaException noAnswer) {
      throw new IllegalStateException(
          "Kafka does not tell its topics (%s); are these its brokers?"
              .formatted(noAnswer.getMessage()),
          noAnswer);
    }
  }

  /** The names of all topics but Kafka's own. */
  public Set<String> topics() {
    Set<String> names = new TreeSet<>(listed().keySet());
    names.removeIf(name -> name.startsWith("__"));
    return names;
  }

  public boolean exists(String topic) {
    return !partitions(topic).isEmpty();
  }

  /** The first offset of each partition whose record is not older; the end where all are. */
  public Map<Integer, Long> at(String topic, Instant time) {
    Map<Integer, Long> offsets = new HashMap<>(ends(topic));
    offsets(topic, OffsetSpec.forTimestamp(time.toEpochMilli()))
        .forEach(
            (partition, offset) -> {
              if (offset >= 0) {
                offsets.put(partition, offset);
              }
            });
    return offsets;
  }

  /** The first offsets that are kept. */
  public Map<Integer, Long> begins(String topic) {
    return offsets(topic, OffsetSpec.earliest());
  }

  /** The offsets after the last record or marker, open transactions included. */
  public Map<Integer, Long> ends(String topic) {
    return offsets(topic, OffsetSpec.latest());
  }

  /** The offsets up to which nothing waits for the end of a transaction. */
  public Map<Integer, Long> stableEnds(String topic) {
    return offsets(topic, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
  }

  /** Whether older records of a key may be gone; empty if Kafka does not tell it to this user. */
  public Optional<Boolean> isCompacted(String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      String policy =
          admin
              .describeConfigs(List.of(resource))
              .all()
              .get()
              .get(resource)
              .get(TopicConfig.CLEANUP_POLICY_CONFIG)
              .value();
      return Optional.of(policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT));
    } catch (ExecutionException refused) {
      if (refused.getCause() instanceof AuthorizationException) {
        return Optional.empty();
      }
      throw new IllegalStateException(
          "Kafka does not tell the configuration of topic "
              + topic
              + ": "
              + refused.getCause().getMessage(),
          refused);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking Kafka.", interrupted);
    }
  }

  private Map<Integer, Long> offsets(String topic, OffsetSpec which) {
    return offsets(topic, which, IsolationLevel.READ_UNCOMMITTED);
  }

  private Map<Integer, Long> offsets(String topic, OffsetSpec which, IsolationLevel isolation) {
    Map<TopicPartition, OffsetSpec> asked =
        partitions(topic).stream()
            .collect(Collectors.toMap(partition -> partition, partition -> which));
    try {
      Map<Integer, Long> offsets = new HashMap<>();
      admin
          .listOffsets(asked, new ListOffsetsOptions(isolation))
          .all()
          .get()
          .forEach((partition, found) -> offsets.put(partition.partition(), found.offset()));
      return offsets;
    } catch (ExecutionException refused) {
      throw new IllegalStateException(
          "Kafka does not tell the offsets of topic "
              + topic
              + ": "
              + refused.getCause().getMessage(),
          refused);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking Kafka.", interrupted);
    }
  }

  /**
   * Reads what was committed between two offsets of a partition, in order.
   *
   * @param wantsMore is told of each record; false ends the reading behind it
   * @return the offset at which reading would go on; {@code end} if all was read
   * @throws IllegalStateException if the records are not there any more, or do not come
   */
  public long read(
      String topic,
      int number,
      long from,
      long end,
      Predicate<ConsumerRecord<byte[], byte[]>> wantsMore) {
    boolean[] stopped = new boolean[1];
    long reached =
        readSome(
            topic,
            number,
            from,
            end,
            PATIENCE,
            record -> {
              stopped[0] = !wantsMore.test(record);
              return !stopped[0];
            });
    if (reached < end && !stopped[0]) {
      throw new IllegalStateException(
          ("Partition %s-%d cannot be read from offset %d to %d; look for a transaction that stays"
                  + " open.")
              .formatted(topic, number, reached, end));
    }
    return reached;
  }

  /**
   * Reads what was committed between two offsets of a partition, in order, as far as it comes.
   *
   * @param patience how long nothing may come; a transaction that stays open holds what is after it
   * @param wantsMore is told of each record; false ends the reading behind it
   * @return the offset at which reading would go on; {@code end} if all was read
   * @throws IllegalStateException if the records are not there any more
   */
  public long readSome(
      String topic,
      int number,
      long from,
      long end,
      Duration patience,
      Predicate<ConsumerRecord<byte[], byte[]>> wantsMore) {
    TopicPartition partition = new TopicPartition(topic, number);
    consumer.assign(List.of(partition));
    consumer.seek(partition, from);
    long movedNanos = System.nanoTime();
    long position = from;
    while (position < end) {
      Collection<ConsumerRecord<byte[], byte[]>> records = consumer.poll(POLL).records(partition);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (record.offset() >= end) {
          return end;
        }
        if (!wantsMore.test(record)) {
          return record.offset() + 1;
        }
      }
      long reached = consumer.position(partition);
      if (reached > position) {
        position = reached;
        movedNanos = System.nanoTime();
      } else if (System.nanoTime() - movedNanos > patience.toNanos()) {
        return position;
      }
    }
    return end;
  }

  /** Whether there is no committed record between two offsets. */
  public boolean isEmpty(String topic, int number, long from, long end) {
    boolean[] found = new boolean[1];
    if (from < end) {
      read(
          topic,
          number,
          from,
          end,
          record -> {
            found[0] = true;
            return false;
          });
    }
    return !found[0];
  }

  @Override
  public void close() {
    consumer.close();
    admin.close();
  }
}
