package dev.messina.source.control;

import dev.messina.plugin.Options;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * The control topic, and the other topics that carry no changes.
 *
 * @param topic its name
 * @param interval at least so long between two progress records of a shard
 * @param notificationTopic the topic of notifications; empty where they are only logged
 * @param heartbeatInterval how often a task shows that it is alive; zero for never
 * @param heartbeatTopic where it shows so
 * @param kafka settings of the connector's own Kafka clients
 */
public record ControlSettings(
    String topic,
    Duration interval,
    String notificationTopic,
    Duration heartbeatInterval,
    String heartbeatTopic,
    Map<String, Object> kafka) {

  public static final String TOPIC = "control.topic";
  public static final String INTERVAL_MS = "control.interval.ms";
  public static final String NOTIFICATION_TOPIC = "notification.topic";
  public static final String HEARTBEAT_INTERVAL_MS = "heartbeat.interval.ms";
  public static final String HEARTBEAT_TOPICS_PREFIX = "heartbeat.topics.prefix";
  public static final String KAFKA_PREFIX = "control.kafka.";
  public static final String BOOTSTRAP_SERVERS = KAFKA_PREFIX + "bootstrap.servers";

  private static final String GROUP = "Control";

  public ControlSettings {
    kafka = Map.copyOf(kafka);
  }

  public static ConfigDef define(ConfigDef config) {
    int order = 0;
    return Options.of(GROUP, config)
        .option(TOPIC, Type.STRING, "")
        .low()
        .shown(++order, Width.MEDIUM, "Control topic")
        .doc(
            "Topic of the signals to this connector, and of the records that carry positions"
                + " without a change: the epoch, empty pages, ends of segments and shards. When"
                + " empty, <topic.prefix>.control. It may be compacted.")
        .option(INTERVAL_MS, Type.LONG, Duration.ofSeconds(10).toMillis())
        .valid(Range.between(Duration.ofMillis(100).toMillis(), Duration.ofHours(1).toMillis()))
        .low()
        .shown(++order, Width.SHORT, "Progress interval")
        .doc(
            "At least so long between two records about the progress of one shard without"
                + " changes.")
        .option(NOTIFICATION_TOPIC, Type.STRING, "")
        .valid(topicName(0))
        .low()
        .shown(++order, Width.MEDIUM, "Notification topic")
        .doc(
            "Topic of notifications about snapshots, data losses and signals, in Debezium's format."
                + " When empty, they are only logged.")
        .option(HEARTBEAT_INTERVAL_MS, Type.LONG, 0L)
        .valid(Range.between(0L, Duration.ofDays(1).toMillis()))
        .low()
        .shown(++order, Width.SHORT, "Heartbeat interval")
        .doc(
            "How often each task sends a heartbeat, whether there are changes or not. 0 for never."
                + " Positions do not need it; it shows that records get through.")
        .option(HEARTBEAT_TOPICS_PREFIX, Type.STRING, "__messina-heartbeat")
        .valid(topicName(1))
        .low()
        .shown(++order, Width.MEDIUM, "Heartbeat topic prefix")
        .doc("Heartbeats go to the topic <heartbeat.topics.prefix>.<topic.prefix>.")
        .option(BOOTSTRAP_SERVERS, Type.STRING, ConfigDef.NO_DEFAULT_VALUE)
        .valid(new ConfigDef.NonEmptyString())
        .high()
        .shown(++order, Width.LONG, "Kafka servers")
        .doc(
            "Kafka as the connector itself reaches it, to read signals and to check its topics: the"
                + " same as the worker's bootstrap.servers. Every other setting of a Kafka client"
                + " can be given with the prefix control.kafka. as well.")
        .definition();
  }

  public static ControlSettings from(AbstractConfig config, String topicPrefix) {
    String topic = config.getString(TOPIC);
    return new ControlSettings(
        topic.isEmpty() ? defaultTopic(topicPrefix) : topic,
        Duration.ofMillis(config.getLong(INTERVAL_MS)),
        config.getString(NOTIFICATION_TOPIC),
        Duration.ofMillis(config.getLong(HEARTBEAT_INTERVAL_MS)),
        config.getString(HEARTBEAT_TOPICS_PREFIX) + "." + topicPrefix,
        config.originalsWithPrefix(KAFKA_PREFIX));
  }

  /** The control topic where none is set. */
  public static String defaultTopic(String topicPrefix) {
    return topicPrefix + ".control";
  }

  private static Validator topicName(int shortest) {
    return ConfigDef.LambdaValidator.with(
        (name, value) -> {
          if (value == null || !((String) value).matches("[a-zA-Z0-9._-]{" + shortest + ",249}")) {
            throw new ConfigException(
                name,
                value,
                "a topic's name holds letters, digits, dots, dashes and underscores only, and at"
                    + " most 249 of them");
          }
        },
        () -> "letters, digits, dots, dashes, underscores");
  }
}
