package dev.messina.sink;

import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** The framework's side of a task: reads the options, builds what runs, hands over, closes. */
public final class ScyllaSinkTask extends SinkTask {

  /** Set by the connector, not by users. */
  static final String TASK_NUMBER = "messina.task.number";

  private RunningSink running;

  @Override
  public String version() {
    return PluginVersion.read();
  }

  @Override
  public void start(Map<String, String> options) {
    running =
        RunningSink.open(
            ScyllaSinkConfig.of(options),
            options.getOrDefault("name", "messina"),
            Integer.parseInt(options.getOrDefault(TASK_NUMBER, "0")),
            context,
            Clock.systemUTC());
  }

  @Override
  public void open(Collection<TopicPartition> partitions) {
    running.forget(partitions);
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    running.put(records);
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> consumed) {
    return running.committable(consumed);
  }

  @Override
  public void close(Collection<TopicPartition> partitions) {
    running.forget(partitions);
  }

  /** The framework also stops a task whose start has failed. */
  @Override
  public void stop() {
    if (running != null) {
      running.close();
    }
  }
}
