package dev.messina.sink.topic;

import dev.messina.plugin.Options;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

public final class KafkaSettings {

  public static final String KAFKA_PREFIX = "kafka.";
  public static final String BOOTSTRAP_SERVERS = KAFKA_PREFIX + "bootstrap.servers";

  private static final String GROUP = "Topics";

  private KafkaSettings() {}

  /** Adds this section's options. */
  public static ConfigDef define(ConfigDef definition) {
    return Options.of(GROUP, definition)
        .option(BOOTSTRAP_SERVERS, Type.STRING, null)
        .valid(new ConfigDef.NonEmptyString())
        .low()
        .shown(1, Width.LONG, "Kafka servers")
        .doc(
            "Kafka as the connector itself reaches it: the same as the worker's"
                + " `bootstrap.servers`. If set, validation asks Kafka whether the `topics` exist"
                + " and refuses a name that does not, and each task asks once a minute whether a"
                + " topic was deleted and created again, or records were deleted before they were"
                + " read; it then stops. The user needs DESCRIBE on the topics and on the"
                + " connector's group. Every other setting of Kafka's admin client can be given"
                + " with the prefix `kafka.` as well. Without it, a task warns of a topic of which"
                + " nothing ever came, and stops only when its consumer goes back.")
        .definition();
  }

  /** The client's settings, without the prefix; empty if Kafka is not to be asked. */
  static Map<String, Object> client(Map<String, String> options) {
    Map<String, Object> client = new LinkedHashMap<>();
    if (options.get(BOOTSTRAP_SERVERS) != null) {
      options.forEach(
          (name, value) -> {
            if (name.startsWith(KAFKA_PREFIX)) {
              client.put(name.substring(KAFKA_PREFIX.length()), value);
            }
          });
    }
    return client;
  }

  /** The connector's consumer group, unless the worker's own settings name another. */
  static String group(Map<String, String> options) {
    return options.getOrDefault(
        "consumer.override.group.id", "connect-" + options.getOrDefault("name", ""));
  }
}
