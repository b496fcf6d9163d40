package dev.messina.source.check;

import dev.messina.plugin.OptionErrors;
import dev.messina.source.control.ControlSettings;
import dev.messina.source.control.KafkaTopics;
import dev.messina.source.control.KafkaTopics.TopicLimits;
import dev.messina.source.record.TopicSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
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

  /** With what settings Connect would create a topic, by its options {@code topic.creation.*}. */
  record TopicCreation(Map<String, String> properties) {

    private static final String PREFIX = "topic.creation.";

    /** The option that decides about a setting of a topic, whether or not it is there. */
    String option(String topic, String setting) {
      List<String> groups = new ArrayList<>(list(PREFIX + "groups"));
      groups.removeIf(
          group -> !matches(topic, group, "include") || matches(topic, group, "exclude"));
      String group = groups.isEmpty() ? "default" : groups.get(0);
      return PREFIX + group + "." + setting;
    }

    /** The setting of a topic, if it is given. */
    Optional<String> setting(String topic, String setting) {
      return Optional.ofNullable(properties.get(option(topic, setting)));
    }

    /** The same as a number; what is none is for Kafka to refuse, when it creates the topic. */
    OptionalLong number(String topic, String setting) {
      try {
        return setting(topic, setting).stream()
            .mapToLong(text -> Long.parseLong(text.strip()))
            .findFirst();
      } catch (NumberFormatException e) {
        return OptionalLong.empty();
      }
    }

    private boolean matches(String topic, String group, String which) {
      return list(PREFIX + group + "." + which).stream().anyMatch(regex -> isMatch(regex, topic));
    }

    private List<String> list(String option) {
      String value = properties.getOrDefault(option, "");
      return Arrays.stream(value.split(",", -1))
          .map(String::strip)
          .filter(s -> !s.isEmpty())
          .toList();
    }

    /** A bad expression is for Connect to refuse. */
    private static boolean isMatch(String regex, String topic) {
      try {
        return Pattern.matches(regex, topic);
      } catch (PatternSyntaxException e) {
        return false;
      }
    }
  }
}
