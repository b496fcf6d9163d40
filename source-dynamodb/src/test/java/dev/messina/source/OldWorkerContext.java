package dev.messina.source;

import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** The context of a task on a worker that has no metrics for plugins yet. */
record OldWorkerContext(OffsetStorageReader offsetStorageReader) implements SourceTaskContext {

  @Override
  public Map<String, String> configs() {
    return Map.of();
  }

  @Override
  public PluginMetrics pluginMetrics() {
    throw new NoSuchMethodError("as on a worker before Kafka 4.1");
  }
}
