package dev.messina.source.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.source.MutableClock;
import dev.messina.source.metrics.SnapshotMetrics.SnapshotEstimate;
import dev.messina.source.metrics.SourceMetrics.TaskIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;

class SourceMetricsTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final TaskIdentity TASK = new TaskIdentity("shop", "orders", "0");
  private static final String SNAPSHOT =
      "dev.messina.source:type=connector-metrics,context=snapshot,server=shop,task=0,table=orders";
  private static final String STREAMING =
      "dev.messina.source:type=connector-metrics,context=streaming,server=shop,task=0,table=orders";
  private static final String TASK_BEAN =
      "dev.messina.source:type=connector-metrics,context=task,server=shop,task=0,connector=orders";

  private final MutableClock clock = new MutableClock(START);
  private long nanos;
  private final SourceMetrics metrics = open(TASK);
  private final SnapshotMetrics snapshot = metrics.table("orders").snapshot();
  private final StreamMetrics streaming = metrics.table("orders").streaming();

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void tellsHowASnapshotGoesOn() throws JMException {
    snapshot.begun(micros(START), 8, 3, 1);
    snapshot.estimate(() -> new SnapshotEstimate(12.5, 3600, 500, 23));
    snapshot.scanned(1000, 400_000);
    snapshot.scanned(500, 200_000);
    snapshot.consumed(64.5);
    snapshot.consumed(0.5);
    snapshot.throttled();
    snapshot.segmentDone();
    pass(Duration.ofSeconds(7));

    assertThat(snapshot("SnapshotRunning")).isEqualTo(true);
    assertThat(snapshot("SnapshotCompleted")).isEqualTo(false);
    assertThat(snapshot("Epoch")).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(snapshot("TotalItemsScanned")).isEqualTo(1500L);
    assertThat(snapshot("TotalBytesScanned")).isEqualTo(600_000L);
    assertThat(snapshot("ConsumedRcu")).isEqualTo(65.0);
    assertThat(snapshot("ThrottledScans")).isEqualTo(1L);
    assertThat(snapshot("SegmentsTotal")).isEqualTo(8L);
    assertThat(snapshot("SegmentsAssigned")).isEqualTo(3L);
    assertThat(snapshot("SegmentsDone")).isEqualTo(2L);
    assertThat(snapshot("PercentDone")).isEqualTo(12.5);
    assertThat(snapshot("EtaSeconds")).isEqualTo(3600L);
    assertThat(snapshot("ScanLatencyMs")).isEqualTo(23.0);
    assertThat(snapshot("RateLimitRcuPerSecond")).isEqualTo(500.0);
    assertThat(snapshot("SecondsSinceLastAnswer")).isEqualTo(7L);
    assertThat(snapshot("SnapshotDurationInSeconds")).isEqualTo(7L);

    snapshot.completed();
    pass(Duration.ofSeconds(7));
    assertThat(snapshot("SnapshotRunning")).isEqualTo(false);
    assertThat(snapshot("SnapshotCompleted")).isEqualTo(true);
    assertThat(snapshot("SnapshotDurationInSeconds")).isEqualTo(7L);
    assertThat(snapshot("SecondsSinceLastAnswer")).isEqualTo(-1L);
  }

  @Test
  void saysWhyASnapshotStands() throws JMException {
    assertThat(snapshot("StallCause")).isEqualTo("");
    snapshot.begun(1, 1, 1, 0);
    snapshot.throttled();
    assertThat(snapshot("StallCause")).isEqualTo("throttled");
    snapshot.scanned(1, 1);
    assertThat(snapshot("StallCause")).isEqualTo("");

    snapshot.paused();
    assertThat(snapshot("StallCause")).isEqualTo("paused by signal");
    assertThat(snapshot("SnapshotPaused")).isEqualTo(true);
    snapshot.resumed();
    snapshot.stall(StallCause.PAUSED_AT_EPOCH_BARRIER);
    assertThat(snapshot("StallCause")).isEqualTo("paused at the epoch barrier");
    snapshot.stall(StallCause.NONE);
    snapshot.repeated(InternalServerErrorException.builder().message("a value").build());
    assertThat(snapshot("StallCause"))
        .isEqualTo("DynamoDB does not answer: InternalServerErrorException");
    assertThat(Jmx.ask(TASK_BEAN, "StalledTables")).isEqualTo(1L);
    snapshot.aborted();
    assertThat(snapshot("StallCause")).isEqualTo("");
    assertThat(snapshot("SnapshotAborted")).isEqualTo(true);
  }

  @Test
  void tellsHowFarEachShardIs() throws JMException {
    streaming.epoch(micros(START));
    streaming.shardBegun("s1", micros(START.minusSeconds(7200)));
    streaming.shardBegun("s2", 0);
    streaming.shardWaits("s3", "s1");
    streaming.shardAnswered("s1");
    streaming.shardRead(
        "s1", 1, 2, 3, micros(START.minusSeconds(3600)), micros(START.plusSeconds(5)));
    streaming.shardAnswered("s2");
    streaming.shardDrained("s2");
    streaming.listed();
    pass(Duration.ofSeconds(2));

    assertThat(streaming("MilliSecondsBehindSource")).isEqualTo(3_602_000L);
    assertThat(streaming("MinMilliSecondsBehindSource")).isEqualTo(2_000L);
    assertThat((long) streaming("TimeToTrimSeconds")).isEqualTo(23 * 3_600 - 2);
    assertThat(streaming("TotalNumberOfEventsSeen")).isEqualTo(6L);
    assertThat(streaming("TotalNumberOfCreateEventsSeen")).isEqualTo(1L);
    assertThat(streaming("TotalNumberOfUpdateEventsSeen")).isEqualTo(2L);
    assertThat(streaming("TotalNumberOfDeleteEventsSeen")).isEqualTo(3L);
    assertThat(streaming("MilliSecondsSinceLastEvent")).isEqualTo(2_000L);
    assertThat(streaming("NumberOfShardsReading")).isEqualTo(2L);
    assertThat(streaming("NumberOfShardsWaiting")).isEqualTo(1L);
    assertThat(streaming("NumberOfShardsFinished")).isEqualTo(0L);
    assertThat(streaming("WaitingForParentSeconds")).isEqualTo(2L);
    assertThat(streaming("OldestUnreadShardAgeSeconds")).isEqualTo(2L);
    assertThat(streaming("WriteTimestampDriftMs")).isEqualTo(3_000L);
    assertThat(streaming("SecondsSinceLastAnswer")).isEqualTo(2L);
    assertThat(streaming("SecondsSinceLastListing")).isEqualTo(2L);

    TabularData rows = (TabularData) streaming("Shards");
    assertThat(rows.size()).isEqualTo(3);
    CompositeData first = rows.get(new Object[] {"s1"});
    assertThat(first.get("State")).isEqualTo("reading");
    assertThat(first.get("Records")).isEqualTo(6L);
    assertThat(first.get("MilliSecondsBehindSource")).isEqualTo(3_602_000L);
    assertThat(first.get("WriteTimestampDriftMs")).isEqualTo(3_000L);
    CompositeData third = rows.get(new Object[] {"s3"});
    assertThat(third.get("State")).isEqualTo("waiting");
    assertThat(third.get("WaitingForParentSeconds")).isEqualTo(2L);
    assertThat(third.get("StallCause")).isEqualTo("waiting for parent s1");

    streaming.shardEnded("s1");
    assertThat(streaming("NumberOfShardsFinished")).isEqualTo(1L);
    assertThat(((TabularData) streaming("Shards")).size()).isEqualTo(2);
  }

  @Test
  void aShardThatIsAskedWithoutEndAndHasNothingNewIsNotBehind() throws JMException {
    streaming.shardBegun("s1", micros(START));
    for (int minute = 0; minute < 60; minute++) {
      pass(Duration.ofMinutes(1));
      streaming.shardAnswered("s1");
      streaming.shardDrained("s1");
    }
    assertThat(streaming("MilliSecondsBehindSource")).isEqualTo(0L);
    assertThat(streaming("TimeToTrimSeconds")).isEqualTo(86_400L);
  }

  @Test
  void saysWhyAStreamStands() throws JMException {
    assertThat(streaming("StallCause")).isEqualTo("");
    streaming.shardWaits("s1", "s0");
    assertThat(streaming("StallCause")).isEqualTo("waiting for parent s0");

    streaming.shardBegun("s1", 0);
    streaming.shardBegun("s2", 0);
    assertThat(streaming("StallCause")).isEqualTo("");
    pass(Duration.ofSeconds(5));
    streaming.shardAnswered("s2");
    streaming.shardFailed("s1", LimitExceededException.builder().message("a value").build());
    assertThat(streaming("StallCause")).isEqualTo("throttled");
    streaming.shardFailed("s1", new IllegalStateException("a value"));
    assertThat(streaming("StallCause"))
        .isEqualTo("DynamoDB does not answer: IllegalStateException");
    streaming.shardAnswered("s1");
    assertThat(streaming("StallCause")).isEqualTo("");

    streaming.stall(StallCause.PAUSED_AT_EPOCH_BARRIER);
    assertThat(streaming("StallCause")).isEqualTo("paused at the epoch barrier");
    streaming.stall(StallCause.NONE);

    pass(Duration.ofSeconds(61));
    metrics.polled();
    assertThat(streaming("StallCause")).isEqualTo("DynamoDB does not answer");
    assertThat(streaming("SecondsSinceLastAnswer")).isEqualTo(66L - 5);
  }

  @Test
  void saysThatKafkaDoesNotTakeRecordsWhenNobodyAsksForThem() throws JMException {
    streaming.shardBegun("s1", 0);
    metrics.polled();
    pass(Duration.ofSeconds(40));
    streaming.shardAnswered("s1");

    assertThat(Jmx.ask(TASK_BEAN, "SecondsSinceLastPoll")).isEqualTo(40L);
    assertThat(streaming("StallCause"))
        .isEqualTo("Kafka does not take records, or the connector is paused");
    metrics.polled();
    assertThat(streaming("StallCause")).isEqualTo("");
  }

  @Test
  void countsWhatIsLostLeftOutOrUnusual() throws JMException {
    streaming.loss();
    streaming.totals(2, 3, 4);
    streaming.iteratorRefreshed();

    assertThat(streaming("DataLossEvents")).isEqualTo(1L);
    assertThat(streaming("OversizeRecords")).isEqualTo(2L);
    assertThat(streaming("TtlDeletesSkipped")).isEqualTo(3L);
    assertThat(streaming("DroppedRecords")).isEqualTo(4L);
    assertThat(streaming("IteratorRefreshes")).isEqualTo(1L);
  }

  @Test
  void knowsNothingAboutAStreamWithoutShards() throws JMException {
    assertThat(streaming("MilliSecondsBehindSource")).isEqualTo(-1L);
    assertThat(streaming("MilliSecondsSinceLastEvent")).isEqualTo(-1L);
    assertThat(streaming("SecondsSinceLastAnswer")).isEqualTo(-1L);
    assertThat(streaming("SecondsSinceLastListing")).isEqualTo(-1L);
    assertThat(streaming("Epoch")).isEqualTo("");
    assertThat(streaming("TimeToTrimSeconds")).isEqualTo(86_400L);
  }

  @Test
  void theTaskTellsOfItsTables() throws JMException {
    metrics.table("customers");
    assertThat(Jmx.ask(TASK_BEAN, "RunningTables")).isEqualTo(2L);
    assertThat(Jmx.ask(TASK_BEAN, "Connected")).isEqualTo(false);
    metrics.connected();
    assertThat(Jmx.ask(TASK_BEAN, "Connected")).isEqualTo(true);
    assertThat(metrics.table("customers")).isSameAs(metrics.table("customers"));
  }

  @Test
  void aSuccessorTakesOverTheNamesAndItsDeadPredecessorLeavesThemAlone() throws JMException {
    streaming.loss();
    try (SourceMetrics successor = open(TASK)) {
      successor.table("orders");
      assertThat(streaming("DataLossEvents")).isEqualTo(0L);

      metrics.table("late");
      metrics.close();
      metrics.close();
      metrics.table("later");

      assertThat(streaming("DataLossEvents")).isEqualTo(0L);
      assertThat(Jmx.ask(TASK_BEAN, "RunningTables")).isEqualTo(1L);
      assertThat(Jmx.beans()).hasSize(3);
    }
    assertThat(Jmx.beans()).isEmpty();
    assertThatThrownBy(() -> streaming("DataLossEvents"))
        .isInstanceOf(InstanceNotFoundException.class);
  }

  @Test
  void twoConnectorsThatShareAPrefixHaveTheirOwnTaskBeans() throws JMException {
    try (SourceMetrics other = open(new TaskIdentity("shop", "customers", "0"))) {
      other.table("customers");
      assertThat(Jmx.beans()).hasSize(6);
    }
    assertThat(Jmx.beans()).hasSize(3);
  }

  @Test
  void aNameMayHoldAnything() throws JMException {
    try (SourceMetrics odd = open(new TaskIdentity("shop", "my \"orders\", v=2*", "0"))) {
      odd.table("orders");
      assertThat(Jmx.beans())
          .extracting(name -> name.getKeyProperty("connector"))
          .contains(ObjectName.quote("my \"orders\", v=2*"));
    }
  }

  @Test
  void nothingCanBeSetOrCalled() throws JMException {
    MetricAttributes<SourceMetrics> bean =
        new MetricAttributes<>("a bean", metrics, SourceMetrics.ALL);
    assertThatThrownBy(() -> bean.setAttribute(new Attribute("Connected", true)))
        .isInstanceOf(AttributeNotFoundException.class);
    assertThatThrownBy(() -> bean.getAttribute("Colour"))
        .isInstanceOf(AttributeNotFoundException.class);
    assertThat(bean.getMBeanInfo().getOperations()).isEmpty();
    assertThat(bean.getMBeanInfo().getAttributes()).noneMatch(attribute -> attribute.isWritable());
    assertThat(bean.getAttributes(new String[] {"Connected", "Colour"})).hasSize(1);
  }

  private SourceMetrics open(TaskIdentity task) {
    return SourceMetrics.open(task, clock, () -> nanos, WorkerContext.old());
  }

  private void pass(Duration duration) {
    clock.advance(duration);
    nanos += duration.toNanos();
  }

  private static long micros(Instant time) {
    return TimeUnit.MILLISECONDS.toMicros(time.toEpochMilli());
  }

  private static Object snapshot(String attribute) throws JMException {
    return Jmx.ask(SNAPSHOT, attribute);
  }

  private static Object streaming(String attribute) throws JMException {
    return Jmx.ask(STREAMING, attribute);
  }
}
