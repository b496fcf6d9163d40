package dev.messina.source.control;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * The control topic.
 *
 * @param topic its name
 * @param interval at least so long between two progress records of a shard
 * @param kafka settings of the connector's own Kafka clients
 */
public record ControlSettings(String topic, Duration interval, Map<String, Object> kafka) {

  public static final String TOPIC = "control.topic";
  public static final String INTERVAL_MS = "control.interval.ms";
  public static final String KAFKA_PREFIX = "control.kafka.";
  public static final String BOOTSTRAP_SERVERS = KAFKA_PREFIX + "bootstrap.servers";

  private static final String GROUP = "Control";

  public ControlSettings {
    kafka = Map.copyOf(kafka);
  }

  public static ConfigDef define(ConfigDef config) {
    int order = 0;
    return config
        .define(
            TOPIC,
            Type.STRING,
            "",
            Importance.LOW,
            "Topic of the records that carry positions without a change: the epoch, empty pages,"
                + " ends of segments and shards. When empty, <topic.prefix>.control. It may be"
                + " compacted.",
            GROUP,
            ++order,
            Width.MEDIUM,
            "Control topic")
        .define(
            INTERVAL_MS,
            Type.LONG,
            Duration.ofSeconds(10).toMillis(),
            Range.between(Duration.ofMillis(100).toMillis(), Duration.ofHours(1).toMillis()),
            Importance.LOW,
            "At least so long between two records about the progress of one shard without"
                + " changes.",
            GROUP,
            ++order,
            Width.SHORT,
            "Progress interval")
        .define(
            BOOTSTRAP_SERVERS,
            Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            new ConfigDef.NonEmptyString(),
            Importance.HIGH,
            "Kafka as the connector itself reaches it, to check the settings of its topics: the"
                + " same as the worker's bootstrap.servers. Every other setting of a Kafka client"
                + " can be given with the prefix control.kafka. as well.",
            GROUP,
            ++order,
            Width.LONG,
            "Kafka servers");
  }

  public static ControlSettings from(AbstractConfig config, String topicPrefix) {
    String topic = config.getString(TOPIC);
    return new ControlSettings(
        topic.isEmpty() ? defaultTopic(topicPrefix) : topic,
        Duration.ofMillis(config.getLong(INTERVAL_MS)),
        config.originalsWithPrefix(KAFKA_PREFIX));
  }

  /** The control topic where none is set. */
  public static String defaultTopic(String topicPrefix) {
    return topicPrefix + ".control";
  }
}
