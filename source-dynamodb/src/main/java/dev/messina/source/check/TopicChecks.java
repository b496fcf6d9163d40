package dev.messina.source.check;

import dev.messina.plugin.OptionErrors;
import dev.messina.source.control.ControlSettings;
import dev.messina.source.control.KafkaTopics;
import dev.messina.source.control.TopicLimits;
import dev.messina.source.record.TopicSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;

/** Asks Kafka whether the topics can hold what the source sends, and for long enough. */
public final class TopicChecks {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String COMPACT = "compact";

  private final TopicSettings topics;
  private final ControlSettings control;
  private final TopicCreation creation;
  private final RecordSize size;
  private final Retention retention;
  private final OptionErrors errors;

  /**
   * @param properties the whole configuration, for what Connect is told about creating topics
   */
  public TopicChecks(
      TopicSettings topics,
      ControlSettings control,
      Map<String, String> properties,
      OptionErrors errors) {
    this.topics = topics;
    this.control = control;
    this.creation = new TopicCreation(properties);
    this.size = new RecordSize(properties, errors);
    this.retention = new Retention(properties, errors);
    this.errors = errors;
  }

  /**
   * Checks the topics of these tables. The control topic may be compacted.
   *
   * @param tables each with how long its snapshot will take; zero if that is not known
   */
  public void check(Map<String, Duration> tables) {
    Map<String, Duration> snapshots = new LinkedHashMap<>();
    tables.forEach((table, snapshot) -> snapshots.put(topics.topic(table), snapshot));
    Set<String> names = snapshots.keySet();
    names.forEach(this::checkName);
    size.checkProducer();
    try (KafkaTopics kafka = KafkaTopics.connect(control.kafka(), TIMEOUT)) {
      Map<String, TopicLimits> existing = kafka.limits(names);
      for (String name : names) {
        if (existing.containsKey(name)) {
          checkExisting(name, snapshots.get(name), existing.get(name));
        } else {
          checkCreation(name, snapshots.get(name), kafka);
        }
      }
    } catch (KafkaException e) {
      errors.add(
          ControlSettings.BOOTSTRAP_SERVERS,
          "Kafka cannot be asked about the topics: "
              + e.getMessage()
              + " Check the address and the other control.kafka. settings.");
    }
  }

  private void checkName(String name) {
    if (name.length() > TopicSettings.TOPIC_LENGTH_MAX) {
      errors.add(
          TopicSettings.PREFIX,
          "Topic '" + name + "' would be longer than Kafka allows; shorten the prefix.");
    }
    if (name.equals(control.topic())) {
      errors.add(
          ControlSettings.TOPIC,
          "Topic '" + name + "' already belongs to a table; name another control topic.");
    }
  }

  private void checkExisting(String name, Duration snapshot, TopicLimits limits) {
    if (limits.compacts()) {
      errors.add(
          TopicSettings.PREFIX,
          compacted("Topic '" + name + "' has", alter(name, "cleanup.policy=delete")));
    }
    retention.check(
        "Topic '" + name + "' keeps records",
        limits.retentionMillis(),
        snapshot,
        TopicSettings.PREFIX,
        millis -> alter(name, "retention.ms=" + millis));
    size.check(
        "Topic '" + name + "' takes",
        limits.maxMessageBytes(),
        TopicSettings.PREFIX,
        bytes -> alter(name, "max.message.bytes=" + bytes));
  }

  private void checkCreation(String name, Duration snapshot, KafkaTopics kafka) {
    String policy = creation.option(name, TopicConfig.CLEANUP_POLICY_CONFIG);
    if (creation
        .setting(name, TopicConfig.CLEANUP_POLICY_CONFIG)
        .filter(value -> value.contains(COMPACT))
        .isPresent()) {
      errors.add(
          TopicSettings.PREFIX,
          compacted("Topics that Connect creates would have", "Set " + policy + "=delete."));
    }
    String retentionOption = creation.option(name, TopicConfig.RETENTION_MS_CONFIG);
    creation
        .number(name, TopicConfig.RETENTION_MS_CONFIG)
        .ifPresent(
            millis ->
                retention.check(
                    "Topics that Connect creates would keep records",
                    millis,
                    snapshot,
                    retentionOption,
                    needed -> "Set " + retentionOption + "=" + needed + "."));
    String sizeOption = creation.option(name, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    OptionalLong own = creation.number(name, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    LongStream limit =
        own.isPresent() ? own.stream() : kafka.maxMessageBytes().stream().asLongStream();
    limit.forEach(
        bytes ->
            size.check(
                "Topics that Connect creates would take",
                bytes,
                sizeOption,
                needed -> "Set " + sizeOption + "=" + needed + "."));
  }

  private String alter(String topic, String setting) {
    return "Run: kafka-configs.sh --bootstrap-server "
        + control.kafka().get("bootstrap.servers")
        + " --alter --entity-type topics --entity-name "
        + topic
        + " --add-config "
        + setting;
  }

  private static String compacted(String whose, String remedy) {
    return whose
        + " cleanup.policy=compact, which may keep a snapshot row and drop the newer change"
        + " before it. "
        + remedy;
  }
}
