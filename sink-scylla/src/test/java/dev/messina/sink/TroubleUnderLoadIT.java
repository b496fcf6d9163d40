package dev.messina.sink;

import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.messina.sink.mutation.RecordBuilder;
import dev.messina.stack.CassandraNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that dies and a table that changes while rows are on their way. */
class TroubleUnderLoadIT {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final TopicPartition PARTITION = new TopicPartition(RecordBuilder.TOPIC, 0);

  private static final CassandraNode NODE = CassandraForTests.node();
  private static final CqlSession CQL = CassandraForTests.session();

  private final FakeTaskContext context = new FakeTaskContext();
  private final ScyllaSinkTask task = task(context);

  @BeforeEach
  void createTableAndStart() {
    CQL.execute("DROP TABLE IF EXISTS shop.troubled");
    CQL.execute("CREATE TABLE shop.troubled (pk text PRIMARY KEY, qty int, note text)");
    start(task, 10_000);
  }

  @AfterEach
  void stopTask() {
    task.stop();
    if (!NODE.process().isRunning()) {
      NODE.process().start();
      NODE.process().awaitHealthy();
    }
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> CQL.execute("SELECT key FROM system.local").one() != null);
  }

  @Test
  void aServerThatDiesIsWaitedForByThoseWhoRunAndThoseWhoStart() {
    task.put(rows(0, 50));
    NODE.process().kill();
    boolean taken = isTaken(rows(50, 100));
    ScyllaSinkTask late = task(new FakeTaskContext());
    ScyllaSinkTask given = task(new FakeTaskContext());
    try {
      start(late, 9_000);
      start(given, 9_000);
      assertThatThrownBy(() -> late.put(rows(100, 110)))
          .isInstanceOf(RetriableException.class)
          .hasMessageContaining("The task waits for the cluster.");
      assertThat(committable(late, 100)).isEqualTo(100);
      long begun = System.nanoTime();
      given.stop();
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
      NODE.process().start();
      NODE.process().awaitHealthy();
      await()
          .atMost(PATIENCE)
          .ignoreExceptionsInstanceOf(RetriableException.class)
          .untilAsserted(
              () -> {
                late.put(rows(100, 110));
                assertThat(committable(late, 110)).isEqualTo(110);
              });
      await().atMost(PATIENCE).until(() -> taken || isTaken(rows(50, 100)));
      awaitCommittable(100);
      await().atMost(PATIENCE).ignoreExceptions().until(() -> count() == 110);
    } finally {
      late.stop();
    }
    assertThat(context.deadLetters).isEmpty();
  }

  @Test
  void aTableThatIsAlteredCostsNoRow() {
    for (int batch = 0; batch < 12; batch++) {
      if (batch == 3) {
        CQL.execute("ALTER TABLE shop.troubled ADD extra text");
      }
      if (batch == 6) {
        CQL.execute("ALTER TABLE shop.troubled DROP note");
      }
      if (batch == 9) {
        CQL.execute("ALTER TABLE shop.troubled ADD more int");
      }
      task.put(rows(batch * 50, batch * 50 + 50));
    }
    awaitCommittable(600);
    assertThat(context.deadLetters).isEmpty();
    assertThat(count()).isEqualTo(600);
  }

  @Test
  void aTableThatIsGoneStopsTheTaskAndCostsNoRow() {
    task.put(rows(0, 50));
    awaitCommittable(50);
    CQL.execute("DROP TABLE shop.troubled");
    Deque<List<SinkRecord>> polls = new ArrayDeque<>(List.of(rows(50, 100)));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> task.put(polls.isEmpty() ? List.of() : polls.remove()))
                    .isInstanceOf(ConnectException.class)
                    .isNotInstanceOf(RetriableException.class)
                    .hasMessageContaining("There is no table shop.troubled; CREATE TABLE it"));
    assertThat(committable(task, 50)).isEqualTo(50);
    assertThat(context.deadLetters).isEmpty();
  }

  @Test
  void aTableThatWasMadeAnewWithOtherTypesIsPickedUp() {
    task.put(rows(0, 50));
    awaitCommittable(50);
    CQL.execute("DROP TABLE shop.troubled");
    CQL.execute("CREATE TABLE shop.troubled (pk text PRIMARY KEY, qty bigint)");
    task.put(rows(50, 100));
    awaitCommittable(100);
    assertThat(context.deadLetters).isEmpty();
    assertThat(count()).isEqualTo(50);
    assertThat(CQL.execute("SELECT qty FROM shop.troubled").one().getLong("qty")).isEqualTo(7);
  }

  @Test
  void tasksOfAConnectorShareTheirConnections() {
    long before = connections();
    ScyllaSinkTask second = task(new FakeTaskContext());
    start(second, 10_000);
    try {
      assertThat(connections()).isEqualTo(before);
    } finally {
      second.stop();
    }
    task.put(rows(0, 10));
    awaitCommittable(10);
  }

  private static ScyllaSinkTask task(FakeTaskContext context) {
    ScyllaSinkTask task = new ScyllaSinkTask();
    task.initialize(context);
    return task;
  }

  /** Tasks with the same settings share a session, which may be up already. */
  private static void start(ScyllaSinkTask task, int requestTimeoutMs) {
    task.start(
        Map.of(
            "name",
            "troubled",
            "table.name",
            "shop.troubled",
            "scylladb.contact.points",
            NODE.contactPoint(),
            "scylladb.local.datacenter",
            NODE.localDatacenter(),
            "scylladb.request.timeout.ms",
            String.valueOf(requestTimeoutMs)));
    task.open(Set.of(PARTITION));
  }

  private static List<SinkRecord> rows(long from, long to) {
    return LongStream.range(from, to)
        .mapToObj(
            offset -> record(offset).key(Map.of("pk", "row-" + offset)).columns("qty", 7).build())
        .toList();
  }

  /** Whether the task has taken the records; else Connect gives them to it again. */
  private boolean isTaken(List<SinkRecord> records) {
    try {
      task.put(records);
      return true;
    } catch (RetriableException later) {
      return false;
    }
  }

  private void awaitCommittable(long end) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              task.put(List.of());
              assertThat(committable(task, end)).isEqualTo(end);
            });
  }

  private static long committable(ScyllaSinkTask task, long consumed) {
    return task.preCommit(Map.of(PARTITION, new OffsetAndMetadata(consumed)))
        .get(PARTITION)
        .offset();
  }

  private static long count() {
    return CQL.execute("SELECT count(*) FROM shop.troubled").one().getLong(0);
  }

  private static long connections() {
    return CQL.execute("SELECT * FROM system_views.clients").all().size();
  }
}
