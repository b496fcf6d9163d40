package dev.messina.source;

import dev.messina.plugin.PluginVersion;
import dev.messina.source.assignment.TableAssignment;
import dev.messina.source.assignment.TableAssignments;
import dev.messina.source.aws.AwsSettings;
import dev.messina.source.control.ControlSettings;
import dev.messina.source.export.ExportSettings;
import dev.messina.source.record.Origin;
import dev.messina.source.record.RecordSettings;
import dev.messina.source.record.TopicSettings;
import dev.messina.source.snapshot.SnapshotSettings;
import dev.messina.source.stream.EpochSettings;
import dev.messina.source.stream.StreamSettings;
import dev.messina.source.table.TableSettings;
import java.util.List;
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
    ExportSettings exports,
    StreamSettings stream,
    EpochSettings epochs,
    RecordSettings records,
    ControlSettings control) {

  /** Connect's own option, which every connector has. */
  static final String NAME = "name";

  /** The number of a task, from 0. Set by the connector alone. */
  static final String TASK_ID = "messina.task.id";

  /**
   * All tables of the connector, for what is said to every task about any of them. Set by the
   * connector alone.
   */
  static final String ALL_TABLES = "messina.task.tables";

  static ConfigDef define() {
    ConfigDef config = new ConfigDef();
    TopicSettings.define(config);
    AwsSettings.define(config);
    SnapshotSettings.define(config);
    ExportSettings.define(config);
    StreamSettings.define(config);
    EpochSettings.define(config);
    RecordSettings.define(config);
    return ControlSettings.define(config);
  }

  /**
   * Reads a configuration.
   *
   * @throws ConfigException if an option is missing or out of its range
   */
  static DynamoDbSourceConfig parse(Map<String, String> properties) {
    AbstractConfig config = new AbstractConfig(define(), properties, false);
    TopicSettings topics = TopicSettings.from(config);
    return new DynamoDbSourceConfig(
        properties.getOrDefault(NAME, topics.prefix()),
        topics,
        AwsSettings.from(config),
        SnapshotSettings.from(config),
        ExportSettings.from(config),
        StreamSettings.from(config),
        EpochSettings.from(config),
        RecordSettings.from(config, topics.prefix()),
        ControlSettings.from(config, topics.prefix()));
  }

  /** What a task is to do with each of its tables. */
  List<TableSettings> tables(List<TableAssignment> shares, String region, String taskId) {
    return shares.stream()
        .map(
            share ->
                new TableSettings(
                    share,
                    new Origin(
                        PluginVersion.of(DynamoDbSourceConnector.class),
                        region,
                        share.table(),
                        connector,
                        taskId,
                        topics,
                        records),
                    snapshot,
                    stream,
                    epochs,
                    control,
                    shares.size()))
        .toList();
  }

  /**
   * The shares of a task.
   *
   * @param properties the task's configuration, as the connector made it
   * @throws ConfigException if the connector cannot have made it
   */
  static List<TableAssignment> shares(Map<String, String> properties) {
    String shares = properties.get(TableAssignments.OPTION);
    if (shares == null) {
      throw new ConfigException(TableAssignments.OPTION + " is missing; the connector sets it.");
    }
    return TableAssignments.read(shares);
  }
}
