package dev.messina.source.snapshot;

import dev.messina.source.metrics.SnapshotMetrics;
import dev.messina.source.metrics.SnapshotMetrics.SnapshotEstimate;
import dev.messina.source.metrics.StallCause;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells now and then how far a snapshot has come, to the metrics and to the log. */
final class SnapshotReport {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotReport.class);

  private static final long LOG_NANOS = Duration.ofSeconds(30).toNanos();

  private static final long TELL_NANOS = Duration.ofSeconds(1).toNanos();

  private final String table;
  private final SnapshotMetrics metrics;
  private final ScanRateLimiter pace;
  private long nextLog;
  private long nextTelling;

  SnapshotReport(String table, SnapshotMetrics metrics, ScanRateLimiter pace, long nowNanos) {
    this.table = table;
    this.metrics = metrics;
    this.pace = pace;
    this.nextLog = nowNanos + LOG_NANOS;
  }

  /** Tells what is due. */
  void advance(long nowNanos, Supplier<SnapshotProgress> progress) {
    if (nowNanos >= nextTelling) {
      nextTelling = nowNanos + TELL_NANOS;
      tell(progress.get());
    }
    if (nowNanos >= nextLog) {
      nextLog = nowNanos + LOG_NANOS;
      LOG.info("Table '{}': {}", table, progress.get().text());
    }
  }

  /** Metrics are asked for from other threads, so they are given a value that does not change. */
  void tell(SnapshotProgress now) {
    SnapshotEstimate told =
        new SnapshotEstimate(
            now.percent().orElse(-1),
            now.remaining().map(Duration::toSeconds).orElse(-1L),
            now.unitsPerSecond(),
            pace.latencyMillis());
    metrics.estimate(() -> told);
    metrics.stall(now.heldBy().map(StallCause::new).orElse(StallCause.NONE));
  }
}
