package dev.messina.sink;

import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.messina.sink.mutation.RecordBuilder;
import dev.messina.sink.proxy.ShardedNode;
import dev.messina.stack.CassandraNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Writes reach the shard that owns them without another one passing them on. The shards are those
 * of a proxy before Cassandra; it stands in for ScyllaDB.
 */
class ShardAwarenessIT {

  private static final int SHARDS = 4;
  private static final int ROWS = 800;
  private static final CassandraNode NODE = CassandraForTests.node();
  private static final CqlSession CQL = CassandraForTests.session();

  private final ShardedNode node = ShardedNode.before(NODE.host(), NODE.port(), SHARDS);

  @AfterEach
  void end() {
    node.close();
  }

  @Test
  void aRowArrivesOnAConnectionOfItsShard() {
    CQL.execute("DROP TABLE IF EXISTS shop.sharded");
    CQL.execute("CREATE TABLE shop.sharded (pk text PRIMARY KEY, note text)");
    allArriveAtHome(
        "shop.sharded", row -> record(row).key(Map.of("pk", "row-" + row)).columns("note", "n"));
    assertThat(node.batches()).isZero();
  }

  @Test
  void aDeleteArrivesOnAConnectionOfItsShard() {
    CQL.execute("DROP TABLE IF EXISTS shop.sharded");
    CQL.execute("CREATE TABLE shop.sharded (pk text PRIMARY KEY, note text)");
    allArriveAtHome("shop.sharded", row -> record(row).key(Map.of("pk", "row-" + row)));
    assertThat(node.batches()).isZero();
  }

  @Test
  void aBatchArrivesOnAConnectionOfTheShardOfItsPartition() {
    CQL.execute("DROP TABLE IF EXISTS shop.sharded_lines");
    CQL.execute(
        "CREATE TABLE shop.sharded_lines"
            + " (a text, b int, c int, note text, PRIMARY KEY ((a, b), c))");
    allArriveAtHome(
        "shop.sharded_lines",
        row ->
            record(row)
                .key(Map.of("a", "part-" + row / 40, "b", row / 8, "c", row))
                .columns("note", "n"));
    assertThat(node.batches()).isEqualTo(ROWS / 8);
  }

  private void allArriveAtHome(String table, IntFunction<RecordBuilder> row) {
    List<SinkRecord> rows = IntStream.range(0, ROWS).mapToObj(i -> row.apply(i).build()).toList();
    try (TaskOnCassandra task =
        new TaskOnCassandra(
            table,
            Map.of(
                "scylladb.contact.points",
                node.address(),
                // ScyllaDB's newest, and the last one whose messages are not wrapped.
                "scylladb.driver.advanced.protocol.version",
                "V4"))) {
      awaitConnectionsToAllShards(task, rows);
      node.forget();
      task.deliver(rows);
    }
    assertThat(node.astray()).isZero();
    int atHome = 0;
    for (int shard = 0; shard < SHARDS; shard++) {
      assertThat(node.atHome(shard)).as("shard %s", shard).isGreaterThan(ROWS / SHARDS / 2);
      atHome += node.atHome(shard);
    }
    assertThat(atHome).isEqualTo(ROWS);
  }

  /** Until then the others take their rows. */
  private void awaitConnectionsToAllShards(TaskOnCassandra task, List<SinkRecord> rows) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              node.forget();
              task.deliver(rows);
              return node.astray() == 0;
            });
  }
}
