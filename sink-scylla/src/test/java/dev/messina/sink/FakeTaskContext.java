package dev.messina.sink;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** The framework as a task sees it, with a dead-letter queue in memory. */
final class FakeTaskContext implements SinkTaskContext {

  /** What was dead-lettered, and why. */
  record DeadLetter(SinkRecord record, Throwable reason) {}

  final List<DeadLetter> deadLetters = new ArrayList<>();
  final Map<String, String> options = new HashMap<>();
  final AtomicLong timeoutMs = new AtomicLong(-1);

  @Override
  public ErrantRecordReporter errantRecordReporter() {
    return (record, reason) -> {
      deadLetters.add(new DeadLetter(record, reason));
      return CompletableFuture.completedFuture(null);
    };
  }

  @Override
  public void timeout(long milliseconds) {
    timeoutMs.set(milliseconds);
  }

  @Override
  public Map<String, String> configs() {
    return options;
  }

  @Override
  public void offset(Map<TopicPartition, Long> offsets) {
    throw new AssertionError("The sink never rewinds");
  }

  @Override
  public void offset(TopicPartition partition, long offset) {
    throw new AssertionError("The sink never rewinds");
  }

  @Override
  public Set<TopicPartition> assignment() {
    return Set.of();
  }

  @Override
  public void pause(TopicPartition... partitions) {
    throw new AssertionError("The sink leaves pausing to the framework");
  }

  @Override
  public void resume(TopicPartition... partitions) {
    throw new AssertionError("The sink leaves pausing to the framework");
  }

  @Override
  public void requestCommit() {
    throw new AssertionError("The sink leaves the time of commits to the framework");
  }

  @Override
  public PluginMetrics pluginMetrics() {
    throw new AssertionError("The sink's metrics are in JMX");
  }
}
