package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.source.metrics.Jmx;
import dev.messina.source.metrics.SourceMetrics;
import dev.messina.source.metrics.SourceMetrics.TaskIdentity;
import java.time.Duration;
import java.time.Instant;
import javax.management.JMException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a run of the source tells its metrics, as JMX shows it. */
class StageMetricsTest {

  private static final int ENOUGH_TURNS = 40;
  private static final String BEAN =
      "dev.messina.source:type=connector-metrics,context=%s,server=shop,task=0,%s";

  private final SourceRun run = new SourceRun();
  private final FakeDynamoDb dynamoDb = run.dynamoDb;
  private String root;

  @BeforeEach
  void liveForAnHour() {
    run.metrics =
        SourceMetrics.open(
            new TaskIdentity("shop", "orders-source", "0"),
            run.clock,
            new OldWorkerContext(run.worker));
    root = dynamoDb.enableStream();
    run.put("a", 1);
    run.put("b", 1);
    run.clock.advance(Duration.ofHours(1));
  }

  @AfterEach
  void close() {
    run.metrics.close();
  }

  @Test
  void tellsThatDynamoDbHasAnswered() throws JMException {
    run.start();
    assertThat(task("Connected")).isEqualTo(false);

    run.turns(ENOUGH_TURNS);
    assertThat(task("Connected")).isEqualTo(true);
    assertThat(task("RunningTables")).isEqualTo(1L);
    assertThat(task("StalledTables")).isEqualTo(0L);
  }

  @Test
  void tellsHowTheTableIsScanned() throws JMException {
    run.start();
    run.turns(ENOUGH_TURNS);

    long epochMicros = run.committedTable().epoch().epochMicros();
    assertThat(snapshot("Epoch")).isEqualTo(Instant.ofEpochMilli(epochMicros / 1_000).toString());
    assertThat(snapshot("TotalItemsScanned")).isEqualTo(2L);
    assertThat((long) snapshot("TotalBytesScanned")).isPositive();
    assertThat((double) snapshot("ConsumedRcu")).isPositive();
    assertThat(snapshot("SegmentsTotal")).isEqualTo(1L);
    assertThat(snapshot("SegmentsDone")).isEqualTo(1L);
    assertThat(snapshot("PercentDone")).isEqualTo(100.0);
    assertThat(snapshot("SnapshotCompleted")).isEqualTo(true);
  }

  @Test
  void countsTheChangesAndTellsHowFarBehindTheyAre() throws JMException {
    run.start();
    run.turns(ENOUGH_TURNS);
    long before = events("");
    run.put("c", 1);
    run.put("c", 2);
    dynamoDb.write("c", null);
    run.turns(ENOUGH_TURNS);

    assertThat(events("")).isEqualTo(before + 3);
    assertThat(events("Create")).isPositive();
    assertThat(events("Update")).isEqualTo(1);
    assertThat(events("Delete")).isEqualTo(1);
    assertThat((long) streaming("MilliSecondsBehindSource")).isLessThan(60_000);

    run.clock.advance(Duration.ofHours(2));
    assertThat((long) streaming("MilliSecondsBehindSource"))
        .isGreaterThanOrEqualTo(Duration.ofHours(2).toMillis());
    assertThat((long) streaming("TimeToTrimSeconds")).isLessThanOrEqualTo(22 * 3_600);
  }

  @Test
  void showsAShardThatWaitsForTheEndOfItsParent() throws JMException {
    run.start();
    run.turns(ENOUGH_TURNS);
    dynamoDb.rollOver(root);
    for (int i = 0; i < ENOUGH_TURNS; i++) {
      run.turn();
    }
    assertThat(streaming("NumberOfShardsFinished")).isEqualTo(1L);
    assertThat(streaming("NumberOfShardsReading")).isEqualTo(0L);
    assertThat(streaming("NumberOfShardsWaiting")).isEqualTo(1L);
    assertThat((long) streaming("WaitingForParentSeconds")).isPositive();

    run.turns(ENOUGH_TURNS);
    assertThat(streaming("NumberOfShardsReading")).isEqualTo(1L);
    assertThat(streaming("NumberOfShardsWaiting")).isEqualTo(0L);
    assertThat(streaming("WaitingForParentSeconds")).isEqualTo(0L);
  }

  @Test
  void countsADataLoss() throws JMException {
    run.option("data.loss.policy", "continue").start();
    run.turns(ENOUGH_TURNS);
    assertThat(streaming("DataLossEvents")).isEqualTo(0L);
    run.put("b", 2);
    run.clock.advance(Duration.ofHours(25));
    dynamoDb.rollOver(root);
    dynamoDb.trimAll(root);
    run.start();
    run.turns(ENOUGH_TURNS);

    assertThat(streaming("DataLossEvents")).isEqualTo(1L);
  }

  private long events(String kind) throws JMException {
    return (long) streaming("TotalNumberOf" + kind + "EventsSeen");
  }

  private static Object task(String attribute) throws JMException {
    return Jmx.ask(BEAN.formatted("task", "connector=orders-source"), attribute);
  }

  private static Object snapshot(String attribute) throws JMException {
    return Jmx.ask(BEAN.formatted("snapshot", "table=orders"), attribute);
  }

  private static Object streaming(String attribute) throws JMException {
    return Jmx.ask(BEAN.formatted("streaming", "table=orders"), attribute);
  }
}
