package dev.messina.source.snapshot;

import dev.messina.source.metrics.SnapshotMetrics;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What keeps a scan from asking for pages, by somebody's wish or for the stream's sake. */
final class SnapshotHold {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotHold.class);

  private final String table;
  private final SnapshotMetrics metrics;
  private boolean paused;
  private boolean streamBehind;

  SnapshotHold(String table, SnapshotMetrics metrics) {
    this.table = table;
    this.metrics = metrics;
  }

  boolean isHeld() {
    return paused || streamBehind;
  }

  /** In words; empty if nothing holds the scan. */
  Optional<String> reason() {
    if (paused) {
      return Optional.of("a pause");
    }
    return streamBehind ? Optional.of("the stream, which is far behind") : Optional.empty();
  }

  void pause(boolean pause) {
    if (pause == paused) {
      return;
    }
    paused = pause;
    if (paused) {
      metrics.paused();
    } else {
      metrics.resumed();
    }
    LOG.info("Table '{}': the snapshot {}", table, paused ? "is paused" : "goes on");
  }

  void yieldToStream(boolean behind) {
    if (behind != streamBehind) {
      streamBehind = behind;
      LOG.warn(
          "Table '{}': the snapshot {}",
          table,
          behind ? "waits, since the stream is far behind" : "goes on, the stream has caught up");
    }
  }
}
