package dev.messina.source.check;

import dev.messina.source.control.ControlSettings;
import dev.messina.source.control.KafkaTopics;
import dev.messina.source.record.TopicSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;

/** Asks Kafka whether the topics can hold what the source sends. */
public final class TopicChecks {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int TOPIC_LENGTH_MAX = 249;
  private static final String COMPACT = "compact";
  private static final String DEFAULT_POLICY = "topic.creation.default.cleanup.policy";

  private TopicChecks() {}

  /**
   * Checks the topics of all tables. The control topic may be compacted.
   *
   * @param properties the whole configuration, for what Connect is told about creating topics
   */
  public static void check(
      TopicSettings topics,
      ControlSettings control,
      Map<String, String> properties,
      ConfigReport report) {
    List<String> names = topics.tables().stream().map(topics::topic).toList();
    for (String name : names) {
      if (name.length() > TOPIC_LENGTH_MAX) {
        report.error(
            TopicSettings.PREFIX,
            "Topic '" + name + "' would be longer than Kafka allows; shorten the prefix.");
      }
      if (name.equals(control.topic())) {
        report.error(
            ControlSettings.TOPIC,
            "Topic '" + name + "' already belongs to a table; name another control topic.");
      }
    }
    if (properties.getOrDefault(DEFAULT_POLICY, "").contains(COMPACT)) {
      report.error(
          TopicSettings.PREFIX,
          compacted(
              "Topics that Connect creates would have", "Set " + DEFAULT_POLICY + "=delete."));
    }
    try (KafkaTopics kafka = KafkaTopics.connect(control.kafka(), TIMEOUT)) {
      kafka
          .cleanupPolicies(names)
          .forEach(
              (topic, policy) -> {
                if (policy.contains(COMPACT)) {
                  report.error(TopicSettings.PREFIX, compacted(topic, control));
                }
              });
    } catch (KafkaException e) {
      report.error(
          ControlSettings.BOOTSTRAP_SERVERS,
          "Kafka cannot be asked about the topics: "
              + e.getMessage()
              + " Check the address and the other control.kafka. settings.");
    }
  }

  private static String compacted(String topic, ControlSettings control) {
    return compacted(
        "Topic '" + topic + "' has",
        "Run: kafka-configs.sh --bootstrap-server "
            + control.kafka().get("bootstrap.servers")
            + " --alter --entity-type topics --entity-name "
            + topic
            + " --add-config cleanup.policy=delete");
  }

  private static String compacted(String whose, String remedy) {
    return whose
        + " cleanup.policy=compact, which may keep a snapshot row and drop the newer change in"
        + " front of it. "
        + remedy;
  }
}
