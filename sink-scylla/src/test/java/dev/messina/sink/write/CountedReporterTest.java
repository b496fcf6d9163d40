package dev.messina.sink.write;

import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.metrics.KafkaMetricsContext;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.CumulativeSum;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connect's own metrics in JMX, and a reporter that does as Connect's. */
class CountedReporterTest {

  private static final Future<Void> DONE = CompletableFuture.completedFuture(null);

  private final Metrics metrics =
      new Metrics(new MetricConfig(), List.<MetricsReporter>of(jmx()), Time.SYSTEM);
  private Sensor failures;

  @BeforeEach
  void showFailures() {
    failures = metrics.sensor("failures");
    failures.add(
        metrics.metricName(
            "deadletterqueue-produce-failures",
            "task-error-metrics",
            "",
            Map.of("connector", "orders: new", "task", "3")),
        new CumulativeSum());
  }

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void whatTheProducerRefusesIsNotKept() {
    Future<Void> kept =
        report(
            (record, error) -> {
              failures.record();
              return DONE;
            });
    assertThat(kept).isDone();
    assertThatThrownBy(kept::get)
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("producer.override.max.request.size");
  }

  @Test
  void whatIsSentIsWaitedForAsEver() {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    assertThat(report((record, error) -> sent)).isSameAs(sent);
    failures.record();
    assertThat(report((record, error) -> DONE)).as("failures of before").isSameAs(DONE);
  }

  @Test
  void withoutConnectsMetricsTheReporterIsBelieved() throws Exception {
    ErrantRecordReporter unseen = CountedReporter.of((record, error) -> DONE, "another", 0);
    assertThat(unseen.report(record(0).build(), new IllegalStateException()).get()).isNull();
    assertThat(CountedReporter.of(null, "orders", 0)).isNull();
  }

  private static Future<Void> report(ErrantRecordReporter reporter) {
    return CountedReporter.of(reporter, "orders: new", 3)
        .report(record(0).build(), new IllegalStateException());
  }

  private static JmxReporter jmx() {
    JmxReporter reporter = new JmxReporter();
    reporter.contextChange(new KafkaMetricsContext("kafka.connect"));
    return reporter;
  }
}
