package dev.messina.source.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.source.metrics.SourceMetrics.TaskIdentity;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectGaugesTest {

  private static final TaskIdentity TASK = new TaskIdentity("shop", "orders", "0");

  private final Metrics worker = new Metrics();

  @AfterEach
  void close() {
    worker.close();
  }

  @Test
  void theWorkerHasTheMainNumbersUnderItsOwnTags() {
    try (SourceMetrics metrics = open(WorkerContext.with(worker))) {
      metrics.table("orders").streaming().shardBegun("s1", 0);
      metrics.table("orders").streaming().shardRead("s1", 1, 1, 0, 1, 1);

      MetricName name =
          ours().stream()
              .filter(each -> each.name().equals("total-number-of-events-seen"))
              .findFirst()
              .orElseThrow();
      assertThat(worker.metric(name).metricValue()).isEqualTo(2L);
      assertThat(name.tags())
          .isEqualTo(
              Map.of(
                  "connector", "orders", "task", "0", "context", "streaming", "table", "orders"));
      assertThat(ours()).allMatch(each -> worker.metric(each).metricValue() instanceof Number);
    }
    assertThat(ours()).isEmpty();
  }

  @Test
  void itDoesNotMatterWhoClosesFirst() throws Exception {
    PluginMetricsImpl plugin = new PluginMetricsImpl(worker, Map.of());
    SourceMetrics metrics = open(new WorkerContext(() -> plugin));
    metrics.table("orders");
    plugin.close();

    metrics.close();

    assertThat(ours()).isEmpty();
  }

  @Test
  void aDeadTaskThatStillHasTheNamesStopsNobody() {
    try (SourceMetrics dead = open(WorkerContext.with(worker))) {
      dead.table("orders");
      int before = ours().size();

      SourceMetrics successor = open(WorkerContext.with(worker));
      successor.table("orders").streaming().loss();
      successor.close();

      assertThat(ours()).hasSize(before);
    }
    assertThat(ours()).isEmpty();
  }

  @Test
  void aWorkerBeforeKafka41IsNoTrouble() {
    try (SourceMetrics metrics = open(WorkerContext.old())) {
      metrics.table("orders").streaming().loss();
      assertThat(ours()).isEmpty();
    }
  }

  @Test
  void namesAreWrittenAsKafkaWritesThem() {
    assertThat(ConnectGauges.name("MilliSecondsBehindSource"))
        .isEqualTo("milli-seconds-behind-source");
  }

  private static SourceMetrics open(WorkerContext context) {
    return SourceMetrics.open(TASK, Clock.systemUTC(), context);
  }

  private List<MetricName> ours() {
    return worker.metrics().keySet().stream()
        .filter(name -> name.group().equals("plugins"))
        .toList();
  }
}
