package dev.messina.sink;

import static org.awaitility.Awaitility.await;

import dev.messina.sink.mutation.RecordBuilder;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A task that writes to one table, of {@link CassandraForTests} if nothing else is said, as the
 * framework would run it.
 */
final class TaskOnCassandra implements AutoCloseable {

  /** What Kafka says of every record: that it was sent in this one millisecond. */
  static final long KAFKA_MS = RecordBuilder.WRITTEN_AT / 1_000;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final TopicPartition PARTITION = new TopicPartition(RecordBuilder.TOPIC, 0);

  private final FakeTaskContext context = new FakeTaskContext();
  private final ScyllaSinkTask task = new ScyllaSinkTask();
  private final String name;
  private long next;

  /**
   * @param table in full
   * @param options beside those that lead to the table, or in their place
   */
  TaskOnCassandra(String table, Map<String, String> options) {
    Map<String, String> all = new HashMap<>();
    all.put("name", table);
    all.put("table.name", table);
    all.put("scylladb.local.datacenter", "datacenter1");
    all.putAll(options);
    all.computeIfAbsent(
        "scylladb.contact.points", option -> CassandraForTests.node().contactPoint());
    name = all.get("name");
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
    send(records);
    awaitAll();
  }

  void deliver(SinkRecord... records) {
    deliver(List.of(records));
  }

  /** Gives records at the next offsets to the task, again as long as it hands them back. */
  void send(List<SinkRecord> records) {
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
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .ignoreExceptionsInstanceOf(RetriableException.class)
        .untilAsserted(() -> task.put(inOrder));
  }

  /** Waits until all that was given could be committed. */
  void awaitAll() {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              lookAfter();
              return committable() == next;
            });
  }

  /** Has the task look after what it was given, and stop if it must. */
  void lookAfter() {
    task.put(List.of());
  }

  /** What was dead-lettered, and why. */
  List<FakeTaskContext.DeadLetter> deadLetters() {
    return context.deadLetters;
  }

  /** A metric of the task, as JMX shows it. */
  long metric(String attribute) {
    try {
      return ((Number)
              ManagementFactory.getPlatformMBeanServer()
                  .getAttribute(
                      new ObjectName(
                          "dev.messina:type=sink-task-metrics,connector=" + name + ",task=0"),
                      attribute))
          .longValue();
    } catch (JMException e) {
      throw new AssertionError("The task does not show " + attribute, e);
    }
  }

  /** How many of the records given could be committed. */
  long committable() {
    return task.preCommit(Map.of(PARTITION, new OffsetAndMetadata(next))).get(PARTITION).offset();
  }

  @Override
  public void close() {
    task.stop();
  }
}
