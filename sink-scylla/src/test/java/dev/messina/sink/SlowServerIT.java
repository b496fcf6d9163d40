package dev.messina.sink;

import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.messina.sink.proxy.SlowLine;
import dev.messina.stack.CassandraNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that is slow, silent or cut off for a while, under load, behind a line that is so. */
class SlowServerIT {

  private static final int LIMIT = 64;

  /** Enough for a task to know what is usual, and for both sides to be warm. */
  private static final int WARM = 6_000;

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final CassandraNode NODE = CassandraForTests.node();
  private static final CqlSession CQL = CassandraForTests.session();

  private final SlowLine line = SlowLine.to(NODE.host(), NODE.port());
  private TaskOnCassandra task;
  private int sent;

  @BeforeEach
  void startUnderLoad() {
    CQL.execute("DROP TABLE IF EXISTS shop.slow");
    CQL.execute("CREATE TABLE shop.slow (pk text PRIMARY KEY, note text)");
    task =
        new TaskOnCassandra(
            "shop.slow",
            Map.of(
                "scylladb.contact.points",
                line.address(),
                "scylladb.request.timeout.ms",
                "4000",
                "write.inflight.max",
                String.valueOf(LIMIT)));
    task.send(rows(WARM));
    sendUntilLimitIs(LIMIT, LIMIT);
    task.awaitAll();
  }

  @AfterEach
  void end() {
    task.close();
    line.close();
  }

  @Test
  void aSlowServerHasFewerRequestsToAnswerUntilItIsQuickAgain() {
    line.narrow(10_000);
    sendUntilLimitIs(0, LIMIT / 2);
    line.widen();
    sendUntilLimitIs(LIMIT, LIMIT);
    allIsWritten();
  }

  @Test
  void aSilentServerHasOnlyAFewRequestsToAnswer() {
    line.narrow(0);
    task.send(rows(LIMIT / 2));
    await().atMost(PATIENCE).until(() -> isLimit(0, 8));
    assertThat(task.metric("InFlight")).isEqualTo(LIMIT / 2);
    assertThat(task.committable()).isEqualTo(sent - LIMIT / 2);
    line.widen();
    allIsWritten();
    sendUntilLimitIs(LIMIT / 2, LIMIT);
    allIsWritten();
  }

  @Test
  void connectionsThatAreCutCostNoRow() {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              line.narrow(10_000);
              task.send(rows(LIMIT / 2));
              line.cut();
              line.widen();
              task.awaitAll();
              return task.metric("Retried") > 0;
            });
    allIsWritten();
  }

  private void sendUntilLimitIs(long least, long most) {
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              task.send(rows(2 * LIMIT));
              return isLimit(least, most);
            });
  }

  private boolean isLimit(long least, long most) {
    long limit = task.metric("InFlightLimit");
    return limit >= least && limit <= most;
  }

  private void allIsWritten() {
    task.awaitAll();
    assertThat(task.deadLetters()).isEmpty();
    assertThat(CQL.execute("SELECT count(*) FROM shop.slow").one().getLong(0)).isEqualTo(sent);
  }

  /** Rows that are not in the table yet. */
  private List<SinkRecord> rows(int count) {
    int first = sent;
    sent += count;
    return IntStream.range(first, sent)
        .mapToObj(row -> record(row).key(Map.of("pk", "row-" + row)).columns("note", "n").build())
        .toList();
  }
}
