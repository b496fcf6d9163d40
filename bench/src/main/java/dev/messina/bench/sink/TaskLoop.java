package dev.messina.bench.sink;

import dev.messina.sink.ScyllaSinkConnector;
import dev.messina.sink.ScyllaSinkTask;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The sink as a Connect worker drives it: converts each message with its key and headers, puts a
 * poll at a time, and asks for the offsets that may be committed. Kafka is not in it.
 */
final class TaskLoop implements Contender {

  private static final long COMMIT_PAUSE_MS = 1;

  private final ScyllaSinkTask task = new ScyllaSinkTask();
  private final TaskSide context;
  private final Messages messages = new Messages();
  private final WorkerConverters converters = new WorkerConverters();

  TaskLoop(Cluster cluster) {
    ScyllaSinkConnector connector = new ScyllaSinkConnector();
    connector.start(config(cluster));
    Map<String, String> taskConfig = connector.taskConfigs(1).get(0);
    context = new TaskSide(taskConfig, Messages.partitions());
    task.initialize(context);
    task.start(taskConfig);
    task.open(Messages.partitions());
  }

  private static Map<String, String> config(Cluster cluster) {
    return Map.of(
        "name",
        "bench-sink",
        "connector.class",
        ScyllaSinkConnector.class.getName(),
        "topics",
        Messages.TOPIC,
        "table.name",
        SampleTable.NAME,
        "scylladb.contact.points",
        cluster.contactPoint(),
        "scylladb.local.datacenter",
        cluster.datacenter());
  }

  @Override
  public Prepared prepare(SampleRows rows) {
    List<List<ConsumerRecord<byte[], byte[]>>> polls = messages.polls(rows);
    return () -> {
      for (List<ConsumerRecord<byte[], byte[]>> poll : polls) {
        awaitResumed();
        put(converters.records(poll));
      }
      commit(messages.consumed());
    };
  }

  /** A consumer gives nothing of partitions that are paused, and the worker puts that nothing. */
  private void awaitResumed() throws InterruptedException {
    while (context.isPaused()) {
      Thread.sleep(context.takeTimeoutMs());
      put(List.of());
    }
  }

  private void put(List<SinkRecord> records) throws InterruptedException {
    boolean taken = false;
    while (!taken) {
      try {
        task.put(records);
        taken = true;
      } catch (RetriableException notYet) {
        Thread.sleep(context.takeTimeoutMs());
      }
    }
  }

  private void commit(Map<TopicPartition, OffsetAndMetadata> consumed) throws InterruptedException {
    while (!task.preCommit(new HashMap<>(consumed)).equals(consumed)) {
      Thread.sleep(COMMIT_PAUSE_MS);
      put(List.of());
    }
  }

  @Override
  public void close() {
    task.close(Messages.partitions());
    task.stop();
  }
}
