package dev.messina.sink;

import static org.awaitility.Awaitility.await;

import dev.messina.sink.mutation.RecordBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;

/** A task that writes to one table of {@link CassandraForTests}, as the framework would run it. */
final class TaskOnCassandra implements AutoCloseable {

  /** What Kafka says of every record: that it was sent in this one millisecond. */
  static final long KAFKA_MS = RecordBuilder.WRITTEN_AT / 1_000;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final TopicPartition PARTITION = new TopicPartition(RecordBuilder.TOPIC, 0);

  private final FakeTaskContext context = new FakeTaskContext();
  private final ScyllaSinkTask task = new ScyllaSinkTask();
  private long next;

  /**
   * @param table in full
   * @param options beside those that lead to the table
   */
  TaskOnCassandra(String table, Map<String, String> options) {
    Map<String, String> all = new HashMap<>(options);
    all.put("name", table);
    all.put("table.name", table);
    all.put("scylladb.contact.points", CassandraForTests.node().contactPoint());
    all.put("scylladb.local.datacenter", CassandraForTests.node().localDatacenter());
    task.initialize(context);
    task.start(all);
    task.open(Set.of(PARTITION));
  }

  TaskOnCassandra(String table) {
    this(table, Map.of());
  }

  /** Has the next record at this offset. */
  TaskOnCassandra from(long offset) {
    task.close(Set.of(PARTITION));
    task.open(Set.of(PARTITION));
    next = offset;
    return this;
  }

  /** Delivers records at the next offsets and waits until all of them could be committed. */
  void deliver(List<SinkRecord> records) {
    List<SinkRecord> inOrder = new ArrayList<>();
    for (SinkRecord record : records) {
      inOrder.add(
          new SinkRecord(
              record.topic(),
              PARTITION.partition(),
              record.keySchema(),
              record.key(),
              record.valueSchema(),
              record.value(),
              next++,
              KAFKA_MS,
              TimestampType.CREATE_TIME,
              record.headers()));
    }
    task.put(inOrder);
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              task.put(List.of());
              return committable() == next;
            });
  }

  void deliver(SinkRecord... records) {
    deliver(List.of(records));
  }

  /** What was put aside, and why. */
  List<FakeTaskContext.DeadLetter> deadLetters() {
    return context.deadLetters;
  }

  private long committable() {
    return task.preCommit(Map.of(PARTITION, new OffsetAndMetadata(next))).get(PARTITION).offset();
  }

  @Override
  public void close() {
    task.stop();
  }
}
