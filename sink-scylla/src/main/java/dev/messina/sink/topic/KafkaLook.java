package dev.messina.sink.topic;

import dev.messina.sink.topic.TopicLooks.TopicLook;
import dev.messina.sink.topic.TopicLooks.TopicState;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** As Kafka answers. Its client is made with the first question, since making it may take long. */
final class KafkaLook implements TopicLook {

  private final Map<String, Object> client;
  private final String group;
  private Admin admin;
  private boolean closed;

  /**
   * @param client settings of an admin client
   * @param group whose offsets are asked for
   */
  KafkaLook(Map<String, Object> client, String group) {
    this.client = TopicList.patient(new LinkedHashMap<>(client));
    this.group = group;
  }

  @Override
  public TopicState ask(Set<String> topics, Set<TopicPartition> partitions) {
    Admin asked = admin();
    Map<String, String> ids = new HashMap<>();
    asked
        .describeTopics(topics)
        .topicNameValues()
        .forEach(
            (name, answer) ->
                ifExists(answer).ifPresent(topic -> ids.put(name, text(topic.topicId()))));
    ListOffsetsResult earliest =
        asked.listOffsets(
            partitions.stream()
                .filter(partition -> ids.containsKey(partition.topic()))
                .collect(Collectors.toMap(partition -> partition, one -> OffsetSpec.earliest())));
    Map<TopicPartition, Long> starts = new HashMap<>();
    for (TopicPartition partition : partitions) {
      if (ids.containsKey(partition.topic())) {
        ifExists(earliest.partitionResult(partition))
            .ifPresent(start -> starts.put(partition, start.offset()));
      }
    }
    return new TopicState(ids, starts, committed(asked, partitions));
  }

  private Map<TopicPartition, OffsetAndMetadata> committed(
      Admin asked, Set<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return Map.of();
    }
    Map<TopicPartition, OffsetAndMetadata> committed =
        new HashMap<>(
            answer(
                asked
                    .listConsumerGroupOffsets(
                        Map.of(
                            group, new ListConsumerGroupOffsetsSpec().topicPartitions(partitions)))
                    .partitionsToOffsetAndMetadata(group)));
    committed.values().removeIf(offset -> offset == null);
    return committed;
  }

  private synchronized Admin admin() {
    if (closed) {
      throw new KafkaException("The task is closed");
    }
    if (admin == null) {
      admin = Admin.create(client);
    }
    return admin;
  }

  private static String text(Uuid id) {
    return id == null || id.equals(Uuid.ZERO_UUID) ? "" : id.toString();
  }

  private static <T> Optional<T> ifExists(KafkaFuture<T> answer) {
    try {
      return Optional.of(answer(answer));
    } catch (KafkaException failure) {
      if (failure.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /** The client's own limits end the waiting. */
  private static <T> T answer(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException failure) {
      throw new KafkaException(failure.getCause().toString(), failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted", interrupted);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }
}
