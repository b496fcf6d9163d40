package dev.messina.source.control;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.connect.errors.ConnectException;

/** What the connector asks Kafka about topics. */
public final class KafkaTopics implements AutoCloseable {

  private static final Set<String> SETTING_NAMES = allSettingNames();
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  /** So far back from the end of each partition is looked for the newest write timestamp. */
  private static final int TAIL_RECORDS = 1_000;

  private final Map<String, Object> settings;
  private final Admin admin;
  private final Duration timeout;

  private KafkaTopics(Map<String, Object> settings, Admin admin, Duration timeout) {
    this.settings = Map.copyOf(settings);
    this.admin = admin;
    this.timeout = timeout;
  }

  /**
   * Connects to Kafka.
   *
   * @param timeout how long an answer may take
   * @throws ConnectException if the settings are no good
   */
  public static KafkaTopics connect(Map<String, Object> settings, Duration timeout) {
    Map<String, Object> client = new HashMap<>(settings);
    int millis = Math.toIntExact(timeout.toMillis());
    client.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    client.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    try {
      return new KafkaTopics(settings, Admin.create(client), timeout);
    } catch (KafkaException e) {
      // Its own message says no more than that there is no client.
      throw unanswered(settings, timeout, e.getCause() == null ? e : e.getCause());
    }
  }

  /**
   * What each of these topics keeps; those that do not exist are absent.
   *
   * @throws ConnectException if Kafka does not answer or refuses to say
   */
  public Map<String, TopicLimits> limits(Collection<String> topics) {
    List<ConfigResource> resources =
        topics.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    Map<String, TopicLimits> limits = new HashMap<>();
    admin
        .describeConfigs(resources)
        .values()
        .forEach(
            (topic, answer) ->
                ifExists(answer).ifPresent(config -> limits.put(topic.name(), limits(config))));
    return limits;
  }

  private static TopicLimits limits(Config config) {
    return new TopicLimits(
        config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value(),
        Long.parseLong(config.get(TopicConfig.RETENTION_MS_CONFIG).value()),
        Integer.parseInt(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value()));
  }

  /**
   * Kafka's ids of these topics; those that do not exist are absent.
   *
   * @throws ConnectException if Kafka does not answer or refuses to say
   */
  public Map<String, String> ids(Collection<String> topics) {
    Map<String, String> ids = new HashMap<>();
    admin
        .describeTopics(topics)
        .topicNameValues()
        .forEach(
            (name, answer) ->
                ifExists(answer).ifPresent(topic -> ids.put(name, id(topic.topicId()))));
    return ids;
  }

  /** Empty where the brokers give no ids. */
  private static String id(Uuid id) {
    return id == null || id.equals(Uuid.ZERO_UUID) ? "" : id.toString();
  }

  /**
   * Whether the topic exists and was ever written to, even if it has deleted all of it since.
   *
   * @throws ConnectException if Kafka does not answer or refuses to say
   */
  public boolean holdsRecords(String topic) {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    partitions(topic).forEach(partition -> ends.put(partition, OffsetSpec.latest()));
    ListOffsetsResult offsets = admin.listOffsets(ends);
    return ends.keySet().stream()
        .map(offsets::partitionResult)
        .map(this::ifExists)
        .anyMatch(end -> end.isPresent() && end.get().offset() > 0);
  }

  /**
   * The greatest write timestamp in the last records of the topic's partitions, in microseconds
   * since 1970; empty where they have none or there is no such topic. A hint, not a bound: an
   * earlier record may have a greater one.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka does not answer or refuses to say
   */
  public OptionalLong newestWriteTimestamp(String topic) {
    List<TopicPartition> partitions = partitions(topic);
    if (partitions.isEmpty()) {
      return OptionalLong.empty();
    }
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            TopicTail.settings(settings),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      return new TopicTail(consumer, timeout).newestWriteTimestamp(partitions, TAIL_RECORDS);
    }
  }

  /**
   * The largest message that topics take by default, as one broker says; empty if the connector may
   * not see it.
   *
   * @throws ConnectException if Kafka does not answer
   */
  public OptionalInt maxMessageBytes() {
    try {
      String id =
          ifExists(admin.describeCluster().nodes()).orElseThrow().iterator().next().idString();
      ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, id);
      Config config =
          ifExists(admin.describeConfigs(List.of(broker)).values().get(broker)).orElseThrow();
      return OptionalInt.of(Integer.parseInt(config.get("message.max.bytes").value()));
    } catch (ConnectException e) {
      if (e.getCause() instanceof AuthorizationException) {
        return OptionalInt.empty();
      }
      throw e;
    }
  }

  /** Empty where there is no such topic. */
  private List<TopicPartition> partitions(String topic) {
    return ifExists(admin.describeTopics(List.of(topic)).topicNameValues().get(topic))
        .map(TopicDescription::partitions)
        .orElse(List.of())
        .stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }

  /** The answer, or empty if what was asked about does not exist. */
  private <T> Optional<T> ifExists(KafkaFuture<T> answer) {
    try {
      return Optional.of(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw unanswered(e.getCause());
    } catch (TimeoutException e) {
      throw unanswered(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unanswered(e);
    }
  }

  @Override
  public void close() {
    admin.close(CLOSE_TIMEOUT);
  }

  private ConnectException unanswered(Throwable cause) {
    return unanswered(settings, timeout, cause);
  }

  /** Java's own time-out has no message, and Kafka's does not say who has not answered. */
  private static ConnectException unanswered(
      Map<String, Object> settings, Duration timeout, Throwable cause) {
    boolean late =
        cause instanceof TimeoutException
            || cause instanceof org.apache.kafka.common.errors.TimeoutException;
    String reason =
        late
            ? " gives no answer within " + timeout.toSeconds() + " s."
            : ": " + (cause.getMessage() == null ? cause.toString() : cause.getMessage());
    return new ConnectException(
        settings.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG) + reason, cause);
  }

  /** The names of all settings that Kafka's clients themselves have. */
  public static Set<String> settingNames() {
    return SETTING_NAMES;
  }

  private static Set<String> allSettingNames() {
    Set<String> names = new TreeSet<>(AdminClientConfig.configNames());
    names.addAll(ConsumerConfig.configNames());
    names.addAll(ProducerConfig.configNames());
    return Set.copyOf(names);
  }

  /**
   * What a topic keeps.
   *
   * @param cleanupPolicy {@code delete}, {@code compact} or both, separated by a comma
   * @param retentionMillis how long it keeps records, in milliseconds; -1 for as long as it exists
   * @param maxMessageBytes how large a batch of records may be, after compression
   */
  public record TopicLimits(String cleanupPolicy, long retentionMillis, int maxMessageBytes) {

    public boolean compacts() {
      return cleanupPolicy.contains("compact");
    }
  }
}
