package dev.messina.sink;

import static dev.messina.sink.mutation.RecordBuilder.WRITTEN_AT;
import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.messina.sink.mutation.RecordBuilder;
import dev.messina.stack.CassandraNode;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.ObjectName;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows of one partition on a real CQL server: together they are what they are one by one. */
class BatchesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final TopicPartition PARTITION = new TopicPartition(RecordBuilder.TOPIC, 0);
  private static final CassandraNode NODE = CassandraForTests.node();
  private static final CqlSession CQL = CassandraForTests.session();
  private static final int ITEMS = 300;
  private static final int PARTITIONS = 5;

  private final FakeTaskContext context = new FakeTaskContext();
  private final ScyllaSinkTask task = new ScyllaSinkTask();

  @BeforeEach
  void startTask() {
    CQL.execute("DROP TABLE IF EXISTS shop.lines");
    CQL.execute(
        "CREATE TABLE shop.lines (pk text, sk int, status text, qty int, PRIMARY KEY (pk, sk))");
    task.initialize(context);
    task.start(options());
    task.open(Set.of(PARTITION));
  }

  @AfterEach
  void stopTask() {
    task.stop();
  }

  @Test
  void rowsLeaveTogetherAndEveryImageOfOneRowCounts() throws Exception {
    List<SinkRecord> poll = new ArrayList<>();
    for (int item = 0; item < ITEMS; item++) {
      poll.add(image(poll.size(), item, 0, "status", "new", "qty", item).build());
    }
    for (int item = 0; item < ITEMS; item += 2) {
      poll.add(image(poll.size(), item, 2, "qty", -item).build());
    }
    for (int item = 0; item < ITEMS; item += 3) {
      poll.add(line(poll.size(), item).writtenAt(WRITTEN_AT + 1).build());
    }
    deliver(poll);
    Map<Integer, Row> rows = rows();
    for (int item = 0; item < ITEMS; item++) {
      Row row = rows.get(item);
      if (item % 2 == 0) {
        assertThat(row.getInt("qty")).isEqualTo(-item);
        assertThat(row.isNull("status")).isTrue();
      } else if (item % 3 == 0) {
        assertThat(row).isNull();
      } else {
        assertThat(row.getString("status")).isEqualTo("new");
      }
    }
    assertThat((double) metric("BatchRowsMean")).isBetween(20.0, 32.0);
    // A null for what an image lacks is one, and so is a delete.
    assertThat((long) metric("TombstonesWritten")).isEqualTo(ITEMS / 2 + (ITEMS + 2) / 3);
    assertThat((double) metric("LatencyP99Ms")).isPositive();
  }

  @Test
  void aRowThatOnlyTheServerFindsWrongCostsOnlyItself() {
    CQL.execute("CREATE INDEX lines_status ON shop.lines (status)");
    List<SinkRecord> poll = new ArrayList<>();
    for (int item = 0; item < 40; item++) {
      String status = item == 17 ? "x".repeat(70_000) : "fine";
      poll.add(
          line(item, item).key(Map.of("pk", "one", "sk", item)).columns("status", status).build());
    }
    deliver(poll);
    assertThat(rows()).hasSize(39).doesNotContainKey(17);
    assertThat(context.deadLetters).hasSize(1);
    assertThat(context.deadLetters.get(0).reason())
        .hasMessageContaining(
            "Record at shop.orders-0@17: table shop.lines did not take it after ");
  }

  @Test
  void anItemThatMovesLeavesItsRowInAnotherPartition() {
    SinkRecord there = image(1, 1, 1, "qty", 1).build();
    there.headers().add("messina.moved.from", key(0), null);
    deliver(List.of(image(0, 0, 0, "qty", 1).build(), there, image(2, 6, 0, "qty", 6).build()));
    assertThat(rows()).containsOnlyKeys(1, 6);
  }

  private static Map<String, String> options() {
    return Map.of(
        "name",
        "lines",
        "table.name",
        "shop.lines",
        "scylladb.contact.points",
        NODE.contactPoint(),
        "scylladb.local.datacenter",
        NODE.localDatacenter());
  }

  private static RecordBuilder image(long offset, int item, long after, Object... columns) {
    return line(offset, item).columns(columns).writtenAt(WRITTEN_AT + after);
  }

  /** A delete of the item. */
  private static RecordBuilder line(long offset, int item) {
    return record(offset).key(key(item));
  }

  private static Map<String, Object> key(int item) {
    return Map.of("pk", "p" + item % PARTITIONS, "sk", item);
  }

  private void deliver(List<SinkRecord> poll) {
    task.put(poll);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              task.put(List.of());
              assertThat(
                      task.preCommit(Map.of(PARTITION, new OffsetAndMetadata(poll.size())))
                          .get(PARTITION)
                          .offset())
                  .isEqualTo(poll.size());
            });
  }

  private static Map<Integer, Row> rows() {
    Map<Integer, Row> rows = new HashMap<>();
    CQL.execute("SELECT * FROM shop.lines").forEach(row -> rows.put(row.getInt("sk"), row));
    return rows;
  }

  private static Object metric(String name) throws Exception {
    return ManagementFactory.getPlatformMBeanServer()
        .getAttribute(
            new ObjectName("dev.messina:type=sink-task-metrics,connector=lines,task=0"), name);
  }
}
