package dev.messina.source.metrics;

import dev.messina.plugin.MetricsBean;
import dev.messina.source.metrics.SourceMetrics.BeanNames;
import dev.messina.source.metrics.SourceMetrics.TaskTurns;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** One table, as far as one task reads it. */
public final class TableMetrics {

  private static final String SNAPSHOT = "snapshot";
  private static final String STREAMING = "streaming";

  private final SnapshotMetrics snapshot;
  private final StreamMetrics streaming;
  private final List<MetricsBean> beans = new ArrayList<>();

  TableMetrics(Clock clock, TaskTurns turns) {
    snapshot = new SnapshotMetrics(clock, turns);
    streaming = new StreamMetrics(clock, turns);
  }

  public SnapshotMetrics snapshot() {
    return snapshot;
  }

  public StreamMetrics streaming() {
    return streaming;
  }

  boolean isStalled() {
    return !snapshot.stallCause().isNone() || !streaming.stallCause().isNone();
  }

  void register(String table, BeanNames names, ConnectGauges gauges) {
    beans.add(
        MetricsBean.show(
            names.table(SNAPSHOT, table),
            new MetricAttributes<>("Snapshot of table " + table, snapshot, SnapshotMetrics.ALL)));
    beans.add(
        MetricsBean.show(
            names.table(STREAMING, table),
            new MetricAttributes<>("Stream of table " + table, streaming, StreamAttributes.ALL)));
    gauges.add(SNAPSHOT, table, snapshot, SnapshotMetrics.ALL);
    gauges.add(STREAMING, table, streaming, StreamAttributes.ALL);
  }

  void unregister() {
    beans.forEach(MetricsBean::close);
  }
}
