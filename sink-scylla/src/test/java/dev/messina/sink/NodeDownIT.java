package dev.messina.sink;

import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import dev.messina.stack.CassandraNode;
import dev.messina.stack.LocalStack;
import dev.messina.stack.Service;
import dev.messina.stack.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes with a replica of every row on each, and one of them stopped, killed or frozen. */
class NodeDownIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int ROWS = 40;

  /** How a node goes without a word to anybody, and comes again. */
  private enum Silence {
    KILLED(ServiceProcess::kill, ServiceProcess::start),
    FROZEN(ServiceProcess::suspend, ServiceProcess::resume);

    private final Consumer<ServiceProcess> begin;
    private final Consumer<ServiceProcess> end;

    Silence(Consumer<ServiceProcess> begin, Consumer<ServiceProcess> end) {
      this.begin = begin;
      this.end = end;
    }
  }

  private static LocalStack stack;
  private static CqlSession cql;

  @BeforeAll
  static void startTwoNodes() {
    stack =
        LocalStack.in(Path.of("target/stack-two-nodes"))
            .only(Service.CASSANDRA)
            .cassandraNodes(2)
            .cassandraSyncsFirst()
            .heapMegabytes(Service.CASSANDRA, 512)
            .start();
    cql = SessionForTests.on(stack.cassandra());
    cql.execute(
        "CREATE KEYSPACE shop WITH replication ="
            + " {'class': 'NetworkTopologyStrategy', 'datacenter1': 2}");
    cql.execute("CREATE TABLE shop.replicated (pk text PRIMARY KEY, level text)");
    await().atMost(PATIENCE).ignoreExceptions().until(() -> rowsAtAll("nobody") == 0);
    other().process().stop();
  }

  @AfterAll
  static void stopNodes() {
    if (cql != null) {
      cql.close();
    }
    if (stack != null) {
      stack.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ONE", "LOCAL_ONE"})
  void goesOnWhereOneReplicaIsEnough(String level) {
    ensureDown();
    try (TaskOnCassandra task = task(level, Map.of())) {
      task.deliver(rows(level));
      assertThat(task.deadLetters()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"QUORUM", "LOCAL_QUORUM", "ALL"})
  void stopsWithWhatItSawWhereBothAreNeeded(String level) {
    ensureDown();
    try (TaskOnCassandra task = task(level, Map.of("write.retry.timeout.ms", "2000"))) {
      task.send(rows(level));
      ConnectException[] stop = new ConnectException[1];
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                stop[0] = catchThrowableOfType(ConnectException.class, task::lookAfter);
                return stop[0] != null;
              });
      assertThat(stop[0])
          .isNotInstanceOf(RetriableException.class)
          .hasMessageContaining("shop.replicated has failed for 2000 ms (write.retry.timeout.ms)")
          .hasMessageContaining(
              "Not enough replicas available for query at consistency "
                  + level
                  + " (2 required but only 1 alive)")
          .hasMessageContaining("Nothing was skipped; restore the cluster and restart the task.");
      assertThat(task.committable()).isZero();
      assertThat(task.deadLetters()).isEmpty();
    }
  }

  @Test
  void waitsForTheNodeAndBothHaveAllRows() {
    ensureDown();
    try (TaskOnCassandra one = task("ONE", Map.of());
        TaskOnCassandra both = task("ALL", Map.of())) {
      one.deliver(rows("early"));
      both.send(rows("late"));
      await().atMost(PATIENCE).until(() -> both.metric("Retried") >= ROWS);
      both.lookAfter();
      assertThat(both.committable()).isZero();
      other().process().start();
      other().process().awaitHealthy();
      both.awaitAll();
      assertThat(both.deadLetters()).isEmpty();
      await().atMost(PATIENCE).ignoreExceptions().until(() -> rowsAtAll("late") == ROWS);
      await().atMost(PATIENCE).ignoreExceptions().until(() -> rowsAtAll("early") == ROWS);
    }
  }

  @Tag("soak")
  @ParameterizedTest
  @EnumSource
  void aNodeThatFallsSilentUnderLoadCostsNoRow(Silence silence) {
    ensureUp();
    List<String> groups =
        IntStream.range(0, 30).mapToObj(number -> silence + "-" + number + "-").toList();
    try (TaskOnCassandra task = task("ONE", Map.of("scylladb.request.timeout.ms", "2000"))) {
      groups.subList(0, 10).forEach(group -> task.send(rows(group)));
      silence.begin.accept(other().process());
      try {
        groups.subList(10, 30).forEach(group -> task.send(rows(group)));
        task.awaitAll();
      } finally {
        silence.end.accept(other().process());
      }
      other().process().awaitHealthy();
      assertThat(task.deadLetters()).isEmpty();
      assertThat(task.metric("Written")).isEqualTo(groups.size() * ROWS);
    }
    assertThat(groups)
        .allSatisfy(
            group ->
                await()
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(rowsAtAll(group)).isEqualTo(ROWS)));
  }

  /** The contact point stays. */
  private static CassandraNode other() {
    return stack.cassandraNodes().get(1);
  }

  private static void ensureUp() {
    if (!other().process().isRunning()) {
      other().process().start();
    }
    other().process().awaitHealthy();
    await().atMost(PATIENCE).ignoreExceptions().until(() -> rowsAtAll("nobody") == 0);
  }

  private static void ensureDown() {
    other().process().stop();
  }

  private static TaskOnCassandra task(String level, Map<String, String> more) {
    Map<String, String> options = new HashMap<>(more);
    options.put("name", "replicated-" + level);
    options.put("scylladb.consistency.level", level);
    options.put(
        "scylladb.contact.points",
        stack.cassandraNodes().stream()
            .map(CassandraNode::contactPoint)
            .collect(Collectors.joining(",")));
    return new TaskOnCassandra("shop.replicated", options);
  }

  private static List<SinkRecord> rows(String group) {
    return IntStream.range(0, ROWS)
        .mapToObj(row -> record(row).key(Map.of("pk", group + row)).columns("level", group).build())
        .toList();
  }

  private static long rowsAtAll(String group) {
    return IntStream.range(0, ROWS)
        .filter(
            row ->
                cql.execute(
                            SimpleStatement.newInstance(
                                    "SELECT level FROM shop.replicated WHERE pk = ?", group + row)
                                .setConsistencyLevel(ConsistencyLevel.ALL))
                        .one()
                    != null)
        .count();
  }
}
