package dev.messina.source.metrics;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** The part of a Connect worker that gives metrics, or doesn't. */
record WorkerContext(Supplier<PluginMetrics> plugin) implements SourceTaskContext {

  /** As Connect has them since Kafka 4.1, with its tags. */
  static WorkerContext with(Metrics metrics) {
    PluginMetrics plugin =
        new PluginMetricsImpl(metrics, Map.of("connector", "orders", "task", "0"));
    return new WorkerContext(() -> plugin);
  }

  /** A worker that has never heard of them. */
  static WorkerContext old() {
    return new WorkerContext(
        () -> {
          throw new NoSuchMethodError("pluginMetrics");
        });
  }

  @Override
  public PluginMetrics pluginMetrics() {
    return plugin.get();
  }

  @Override
  public Map<String, String> configs() {
    throw new UnsupportedOperationException();
  }

  @Override
  public OffsetStorageReader offsetStorageReader() {
    throw new UnsupportedOperationException();
  }
}
