package dev.messina.source.metrics;

import java.time.Clock;

/** One table, as far as one task reads it. */
public final class TableMetrics {

  private static final String SNAPSHOT = "snapshot";
  private static final String STREAMING = "streaming";

  private final SnapshotMetrics snapshot;
  private final StreamMetrics streaming;
  private final MetricsBean<SnapshotMetrics> snapshotBean;
  private final MetricsBean<StreamMetrics> streamingBean;

  TableMetrics(String table, Clock clock, TaskTurns turns) {
    snapshot = new SnapshotMetrics(clock, turns);
    streaming = new StreamMetrics(clock, turns);
    snapshotBean = new MetricsBean<>("Snapshot of table " + table, snapshot, SnapshotMetrics.ALL);
    streamingBean = new MetricsBean<>("Stream of table " + table, streaming, StreamAttributes.ALL);
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
    snapshotBean.register(names.table(SNAPSHOT, table));
    streamingBean.register(names.table(STREAMING, table));
    gauges.add(SNAPSHOT, table, snapshot, SnapshotMetrics.ALL);
    gauges.add(STREAMING, table, streaming, StreamAttributes.ALL);
  }

  void unregister() {
    snapshotBean.unregister();
    streamingBean.unregister();
  }
}
