package dev.messina.bench.source;

import dev.messina.source.DynamoDbSourceConnector;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceConnectorContext;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;

/**
 * The source as a Connect worker drives it: polls the task, converts each record with its key and
 * headers, sends it, and tells the task when it is in Kafka.
 */
final class TaskLoop implements Load {

  private final Map<String, String> config;
  private final TopicWriter topic;
  private final OffsetsInMemory offsets = new OffsetsInMemory();
  private final JsonConverter keys = new JsonConverter();
  private final JsonConverter values = new JsonConverter();
  private final SimpleHeaderConverter headers = new SimpleHeaderConverter();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile boolean stopped;

  /**
   * @param config of the connector
   */
  TaskLoop(Map<String, String> config, TopicWriter topic) {
    this.config = config;
    this.topic = topic;
    keys.configure(Map.of("schemas.enable", false), true);
    values.configure(Map.of("schemas.enable", false), false);
  }

  @Override
  public void start() {
    new Thread(this::run, "task-thread").start();
  }

  @Override
  public void stop() throws InterruptedException {
    stopped = true;
    try {
      ended.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The task has failed", e.getCause());
    }
  }

  private void run() {
    DynamoDbSourceConnector connector = new DynamoDbSourceConnector();
    try {
      connector.initialize(new ConnectorSide());
      connector.start(config);
      SourceTask task = task(connector);
      task.initialize(new TaskSide());
      task.start(connector.taskConfigs(1).get(0));
      try {
        while (!stopped) {
          send(task, task.poll());
        }
      } finally {
        task.stop();
        connector.stop();
      }
      ended.complete(null);
    } catch (Exception e) {
      e.printStackTrace();
      ended.completeExceptionally(e);
    }
  }

  private static SourceTask task(DynamoDbSourceConnector connector)
      throws ReflectiveOperationException {
    Class<? extends Task> type = connector.taskClass();
    return (SourceTask) type.getDeclaredConstructor().newInstance();
  }

  private void send(SourceTask task, List<SourceRecord> records) {
    int count = records == null ? 0 : records.size();
    for (int i = 0; i < count; i++) {
      SourceRecord change = records.get(i);
      // Each record has a position, but here nobody reads those between the last of each poll.
      boolean commits = i == count - 1 || isControl(change);
      topic.send(
          converted(change),
          metadata -> {
            if (commits) {
              offsets.commit(change);
            }
            try {
              task.commitRecord(change, metadata);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
    }
  }

  private static boolean isControl(SourceRecord change) {
    return change.topic().endsWith(".control");
  }

  private ProducerRecord<byte[], byte[]> converted(SourceRecord change) {
    RecordHeaders converted = new RecordHeaders();
    for (Header header : change.headers()) {
      converted.add(
          header.key(),
          headers.fromConnectHeader(change.topic(), header.key(), header.schema(), header.value()));
    }
    return new ProducerRecord<>(
        change.topic(),
        change.kafkaPartition(),
        change.timestamp(),
        bytes(keys, change.topic(), converted, change.keySchema(), change.key()),
        bytes(values, change.topic(), converted, change.valueSchema(), change.value()),
        converted);
  }

  private static byte[] bytes(
      Converter converter,
      String topic,
      RecordHeaders headers,
      org.apache.kafka.connect.data.Schema schema,
      Object data) {
    return converter.fromConnectData(topic, headers, schema, data);
  }

  private final class TaskSide implements SourceTaskContext {

    @Override
    public Map<String, String> configs() {
      return config;
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
      return offsets;
    }

    @Override
    public PluginMetrics pluginMetrics() {
      throw new NoSuchMethodError("as on a worker before Kafka 4.1");
    }
  }

  private final class ConnectorSide implements SourceConnectorContext {

    @Override
    public void requestTaskReconfiguration() {}

    @Override
    public void raiseError(Exception e) {
      ended.completeExceptionally(e);
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
      return offsets;
    }

    @Override
    public PluginMetrics pluginMetrics() {
      throw new NoSuchMethodError("as on a worker before Kafka 4.1");
    }
  }
}
