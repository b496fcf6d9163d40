package dev.messina.source;

import dev.messina.source.aws.AwsSettings;
import dev.messina.source.control.ControlSettings;
import dev.messina.source.read.SnapshotSettings;
import dev.messina.source.read.StreamSettings;
import dev.messina.source.record.TopicSettings;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * The connector's configuration, by section.
 *
 * @param connector the connector's name in Connect
 */
record DynamoDbSourceConfig(
    String connector,
    TopicSettings topics,
    AwsSettings aws,
    SnapshotSettings snapshot,
    StreamSettings stream,
    ControlSettings control) {

  /** Connect's own option, which every connector has. */
  static final String NAME = "name";

  static ConfigDef define() {
    ConfigDef config = new ConfigDef();
    TopicSettings.define(config);
    AwsSettings.define(config);
    SnapshotSettings.define(config);
    StreamSettings.define(config);
    return ControlSettings.define(config);
  }

  /**
   * Reads a configuration.
   *
   * @throws ConfigException if an option is missing or out of its range
   */
  static DynamoDbSourceConfig parse(Map<String, String> properties) {
    AbstractConfig config = new AbstractConfig(define(), properties, false);
    AwsSettings aws = AwsSettings.from(config);
    AwsSettings.problemOfCredentials(aws.accessKeyId(), aws.secretAccessKey().value())
        .ifPresent(
            problem -> {
              throw new ConfigException(problem);
            });
    TopicSettings topics = TopicSettings.from(config);
    return new DynamoDbSourceConfig(
        properties.getOrDefault(NAME, topics.prefix()),
        topics,
        aws,
        SnapshotSettings.from(config),
        StreamSettings.from(config),
        ControlSettings.from(config, topics.prefix()));
  }
}
