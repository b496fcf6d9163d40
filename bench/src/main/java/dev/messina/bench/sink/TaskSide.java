package dev.messina.bench.sink;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** The framework as the task sees it. A record that the task puts aside fails the run. */
final class TaskSide implements SinkTaskContext {

  /** A worker's pause before it puts again what a task could not take yet. */
  private static final long RETRY_BACKOFF_MS = 100;

  private final Map<String, String> config;
  private final Set<TopicPartition> assigned;
  private final Set<TopicPartition> paused = new HashSet<>();
  private long timeoutMs = RETRY_BACKOFF_MS;

  TaskSide(Map<String, String> config, List<TopicPartition> assigned) {
    this.config = Map.copyOf(config);
    this.assigned = Set.copyOf(assigned);
  }

  /** How long the task wants to be left alone; asked once. */
  long takeTimeoutMs() {
    long taken = timeoutMs;
    timeoutMs = RETRY_BACKOFF_MS;
    return taken;
  }

  boolean isPaused() {
    return !paused.isEmpty();
  }

  @Override
  public Map<String, String> configs() {
    return config;
  }

  @Override
  public void timeout(long milliseconds) {
    timeoutMs = milliseconds;
  }

  @Override
  public Set<TopicPartition> assignment() {
    return assigned;
  }

  @Override
  public void pause(TopicPartition... partitions) {
    paused.addAll(List.of(partitions));
  }

  @Override
  public void resume(TopicPartition... partitions) {
    List.of(partitions).forEach(paused::remove);
  }

  /** None: what fails must not pass unseen. */
  @Override
  public ErrantRecordReporter errantRecordReporter() {
    return null;
  }

  /** The loop commits at its end. */
  @Override
  public void requestCommit() {}

  @Override
  public void offset(Map<TopicPartition, Long> offsets) {
    throw new IllegalStateException("Messages cannot be read again here");
  }

  @Override
  public void offset(TopicPartition partition, long offset) {
    throw new IllegalStateException("Messages cannot be read again here");
  }

  @Override
  public PluginMetrics pluginMetrics() {
    throw new NoSuchMethodError("as on a worker before Kafka 4.1");
  }
}
