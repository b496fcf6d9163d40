package dev.messina.sink;

import dev.messina.plugin.PluginVersion;
import dev.messina.sink.topic.TopicList;
import dev.messina.sink.validate.ClusterCheck;
import dev.messina.sink.validate.ScyllaSinkConfig;
import dev.messina.sink.validate.SinkValidation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/**
 * Writes rows from Kafka topics into one CQL table of ScyllaDB or Cassandra, each with the write
 * timestamp it carries, so that the order in which records arrive, and how often, does not matter.
 *
 * <p>A record's key is a Struct or Map of the table's primary-key columns, its value one of the
 * other columns, a null value is a delete, and the header {@code messina.write.ts.us} is the write
 * timestamp in microseconds. Values are converted exactly to the types of the table's own columns,
 * or the record is dead-lettered.
 *
 * <p>Validation connects to the cluster and reports everything that would keep rows from being
 * written, at the option where it can be put right.
 */
public final class ScyllaSinkConnector extends SinkConnector {

  private Map<String, String> options = Map.of();

  @Override
  public String version() {
    return PluginVersion.of(ScyllaSinkConnector.class);
  }

  @Override
  public ConfigDef config() {
    return ScyllaSinkConfig.definition();
  }

  @Override
  public Config validate(Map<String, String> connectorOptions) {
    return new SinkValidation(new ClusterCheck(), TopicList::ofKafka).validate(connectorOptions);
  }

  @Override
  public void start(Map<String, String> connectorOptions) {
    options = Map.copyOf(connectorOptions);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return ScyllaSinkTask.class;
  }

  /** Every task gets the same options and its own number, by which its metrics are told apart. */
  @Override
  public List<Map<String, String>> taskConfigs(int tasksMax) {
    return IntStream.range(0, tasksMax).mapToObj(this::taskOptions).toList();
  }

  @Override
  public void stop() {}

  private Map<String, String> taskOptions(int task) {
    Map<String, String> own = new HashMap<>(options);
    own.put(ScyllaSinkTask.TASK_NUMBER, String.valueOf(task));
    return own;
  }
}
