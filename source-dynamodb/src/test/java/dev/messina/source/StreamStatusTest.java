package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.record.ChangeRecord;
import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.source.control.Signal;
import dev.messina.source.control.Signal.SignalPosition;
import dev.messina.source.metrics.Jmx;
import dev.messina.source.metrics.SourceMetrics;
import dev.messina.source.metrics.SourceMetrics.TaskIdentity;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.management.JMException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream that does not record yet, and one that records no more. */
class StreamStatusTest {

  private static final int ENOUGH_TURNS = 80;

  /** Half a second each, so more than the minute after which the table is looked at again. */
  private static final int TURNS_OF_A_LOOK = 150;

  private final SourceRun run = new SourceRun();
  private final FakeDynamoDb dynamoDb = run.dynamoDb;

  @Test
  void nothingIsReadBeforeTheStreamRecords() throws JMException {
    run.put("a", 1);
    dynamoDb.enableStream(Duration.ofMinutes(1));
    run.start();
    run.turns(20);
    run.put("a", 2);
    run.turns(20);
    assertThat(run.worker.committed("table")).as("epochs before the stream records").isEmpty();
    assertThat(streaming("StallCause")).isEqualTo("the stream is being switched on");

    run.turns(2 * ENOUGH_TURNS);
    assertThat(newest("a")).contains("\"x\":{\"N\":\"2\"}");
    assertThat(streaming("StallCause")).isEqualTo("");
  }

  @Test
  void theFirstReadingIsConsistentWhereTheStreamWasSeenToBegin() {
    dynamoDb.enableStream(Duration.ofHours(2));
    run.start();
    for (int i = 0; i < 130; i++) {
      run.clock.advance(Duration.ofMinutes(1));
      run.turns(1);
    }

    assertThat(run.committedTable().consistentRead()).isTrue();
  }

  @Test
  void aStreamThatIsSwitchedOffStopsTheTaskUnderPolicyFail() {
    follow("fail");
    dynamoDb.disableStream();

    assertThatThrownBy(() -> run.turns(TURNS_OF_A_LOOK))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("Table 'orders': its stream")
        .hasMessageContaining("table/orders/stream/2026-01-01T00:00:00.000")
        .hasMessageContaining("switched off after 2026-01-01T11:")
        .hasMessageContaining("Changes made since then are in no stream")
        .hasMessageContaining("aws dynamodb update-table --table-name orders")
        .hasMessageContaining("data.loss.policy=resnapshot");

    run.start();
    assertThatThrownBy(() -> run.turns(10))
        .as("after a restart")
        .hasMessageContaining("switched off before this task began");
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnapshot", "continue"})
  void aStreamThatIsSwitchedOffIsALossThatIsToldAtOnce(String policy) throws JMException {
    follow(policy);
    run.put("b", 1);
    dynamoDb.disableStream();
    run.put("b", 2);
    run.turns(TURNS_OF_A_LOOK);

    assertThat(run.streamed()).as("what the stream still has").hasSize(2);
    requireTold(policy);

    run.start();
    run.turns(10);
    requireTold(policy);
    assertThat(run.committedTable().isFirst()).as("no scan while nothing records").isFalse();
    assertThat(run.scanned()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnapshot", "continue"})
  void theStreamThatIsSwitchedOnInItsPlaceIsFollowedOnceItRecords(String policy)
      throws JMException {
    follow(policy);
    dynamoDb.disableStream();
    run.turns(TURNS_OF_A_LOOK);
    run.put("b", 1);
    dynamoDb.enableStreamAgain(Duration.ofMinutes(5));
    run.turns(2 * TURNS_OF_A_LOOK);
    run.put("b", 2);
    run.turns(ENOUGH_TURNS);
    assertThat(run.committedTable().stream()).as("the stream followed").isEqualTo(SourceRun.STREAM);

    run.turns(5 * TURNS_OF_A_LOOK);
    run.put("c", 3);
    run.turns(ENOUGH_TURNS);
    assertThat(run.committedTable().stream()).endsWith("-again");
    assertThat(newest("b")).contains("\"x\":{\"N\":\"2\"}");
    assertThat(newest("c")).contains("\"x\":{\"N\":\"3\"}");
    assertThat(streaming("StallCause")).isEqualTo("");
  }

  @Test
  void aSnapshotOnRequestWaitsUntilAStreamRecords() {
    follow("resnapshot");
    dynamoDb.disableStream();
    run.turns(TURNS_OF_A_LOOK);
    run.signals.give(
        new Signal.ExecuteSnapshot(
            "s", Set.of("orders"), List.of(), new SignalPosition(0, 0, run.clock.millis())));
    run.turns(ENOUGH_TURNS);
    assertThat(run.scanned()).as("rows read while nothing records").hasSize(1);

    dynamoDb.enableStreamAgain(Duration.ZERO);
    run.turns(4 * TURNS_OF_A_LOOK);
    assertThat(run.scanned()).hasSizeGreaterThan(1);
    assertThat(run.committedTable().signals()).isEqualTo("0:0");
  }

  @Test
  void aDataLossInWhatIsLeftOfTheOldStreamKeepsNobodyFromTheNewOne() {
    follow("resnapshot");
    run.put("b", 1);
    run.clock.advance(Duration.ofHours(3));
    run.put("b", 2);
    dynamoDb.disableStream();
    run.clock.advance(Duration.ofHours(22));
    dynamoDb.trim(() -> false);
    dynamoDb.enableStreamAgain(Duration.ZERO);
    run.start();
    run.turns(4 * TURNS_OF_A_LOOK);

    assertThat(run.committedTable().stream()).as("the stream followed").endsWith("-again");
    run.put("c", 3);
    run.turns(ENOUGH_TURNS);
    assertThat(newest("b")).contains("\"x\":{\"N\":\"2\"}");
    assertThat(newest("c")).contains("\"x\":{\"N\":\"3\"}");
  }

  @Test
  void anEpochThatWasAskedForIsNotChosenOnceTheStreamIsOff() {
    follow("resnapshot");
    run.signals.give(
        new Signal.ExecuteSnapshot(
            "s", Set.of("orders"), List.of(), new SignalPosition(0, 0, run.clock.millis())));
    while (run.committedTable().request() == null) {
      run.turns(1);
    }
    dynamoDb.disableStream();
    run.turns(TURNS_OF_A_LOOK);

    assertThat(run.scanned()).hasSize(1);
    assertThat(run.committedTable().request()).as("what holds the stream").isNull();
  }

  @BeforeEach
  void openMetrics() {
    run.metrics =
        SourceMetrics.open(
            new TaskIdentity("shop", "orders-source", "0"),
            run.clock,
            new OldWorkerContext(run.worker));
  }

  @AfterEach
  void closeMetrics() {
    run.metrics.close();
  }

  private void follow(String policy) {
    dynamoDb.enableStream();
    run.clock.advance(Duration.ofHours(1));
    run.put("a", 1);
    run.option("data.loss.policy", policy).start();
    run.turns(ENOUGH_TURNS);
    assertThat(run.streamed()).hasSize(1);
  }

  private void requireTold(String policy) throws JMException {
    assertThat(streaming("StallCause")).isEqualTo("the stream is switched off");
    assertThat((long) streaming("DataLossEvents")).isPositive();
    assertThat(run.worker.committed("data-loss").values())
        .singleElement()
        .satisfies(
            loss -> {
              assertThat(loss).containsEntry("stream", SourceRun.STREAM).containsEntry("shard", "");
              assertThat(loss).containsEntry("rescan", policy.equals("resnapshot"));
              assertThat((Long) loss.get("from_us")).isPositive();
            });
  }

  private static Object streaming(String attribute) throws JMException {
    return Jmx.ask(
        "dev.messina.source:type=connector-metrics,context=streaming,server=shop,task=0,table=orders",
        attribute);
  }

  private String newest(String key) {
    return Stream.concat(run.scanned().stream(), run.streamed().stream())
        .filter(change -> change.after() != null && change.after().contains("\"" + key + "\""))
        .max(
            Comparator.comparingLong(
                (ChangeRecord change) -> change.source().writeTimestampMicros()))
        .orElseThrow()
        .after();
  }
}
