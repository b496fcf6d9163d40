package dev.messina.source.table;

import dev.messina.source.control.Kafka;
import dev.messina.source.control.Notifications;
import dev.messina.source.control.Notifications.SnapshotRun;
import dev.messina.source.control.Signal.SignalType;
import dev.messina.source.offset.CommittedOffsets;
import dev.messina.source.offset.SourceOffset.SegmentOffset;
import dev.messina.source.offset.SourcePartition;
import dev.messina.source.offset.TableOffset;
import dev.messina.source.offset.TableState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells operators how the snapshots of a table go. Only the task that leads the table does. */
final class SnapshotNotices {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotNotices.class);

  private static final Duration PROGRESS_INTERVAL = Duration.ofMinutes(1);

  private final String table;
  private final Kafka kafka;
  private final CommittedOffsets offsets;
  private TableOffset seen;

  /** The snapshot that is under way, or null. */
  private TableOffset running;

  private Instant nextProgress = Instant.MIN;

  SnapshotNotices(String table, Kafka kafka, CommittedOffsets offsets) {
    this.table = table;
    this.kafka = kafka;
    this.offsets = offsets;
  }

  /**
   * Takes in what is committed. A snapshot that was complete or under way before this task began is
   * not told to be so again.
   *
   * @param turn on the clock of waits
   */
  void agree(TableState agreement, Instant turn) {
    TableOffset now = agreement.table();
    long epoch = now.epoch().epochMicros();
    boolean first = seen == null;
    boolean another = first || seen.epoch().epochMicros() != epoch;
    seen = now;
    if (running != null && (another || now.totalSegments() == 0)) {
      tell(
          notifications()
              .snapshotAborted(run(running), another ? "another snapshot" : "stop-snapshot"));
      running = null;
    }
    boolean complete = agreement.everyShare(says -> says.scannedMicros() >= epoch);
    if (another && now.totalSegments() > 0 && !complete) {
      running = now;
      nextProgress = turn.plus(PROGRESS_INTERVAL);
      if (!first || segments(now).stream().allMatch(segment -> segment.pages() == 0)) {
        tell(notifications().snapshotStarted(run(now)));
      }
    }
    if (running != null && complete) {
      long items = items(segments(now));
      LOG.info("Table '{}': the snapshot is complete, {} items", table, items);
      tell(notifications().snapshotCompleted(run(now), items));
      running = null;
    } else if (running != null && !turn.isBefore(nextProgress)) {
      nextProgress = turn.plus(PROGRESS_INTERVAL);
      Collection<SegmentOffset> segments = segments(now);
      int done = (int) segments.stream().filter(SegmentOffset::done).count();
      tell(
          notifications().snapshotInProgress(run(now), items(segments), done, now.totalSegments()));
    }
  }

  /** A signal has taken effect, which may be about the snapshot that is under way. */
  void accepted(SignalType signal) {
    if (running != null && signal == SignalType.PAUSE_SNAPSHOT) {
      tell(notifications().snapshotPaused(run(running)));
    } else if (running != null && signal == SignalType.RESUME_SNAPSHOT) {
      tell(notifications().snapshotResumed(run(running)));
    }
  }

  private Collection<SegmentOffset> segments(TableOffset of) {
    List<SourcePartition.Segment> segments =
        IntStream.range(0, of.totalSegments())
            .mapToObj(
                segment -> new SourcePartition.Segment(table, of.epoch().epochMicros(), segment))
            .toList();
    return offsets.segments(segments).values();
  }

  private static long items(Collection<SegmentOffset> segments) {
    return segments.stream().mapToLong(SegmentOffset::items).sum();
  }

  private SnapshotRun run(TableOffset of) {
    long epoch = of.epoch().epochMicros();
    return new SnapshotRun(table + "/" + epoch, table, epoch, of.isFirst());
  }

  private Notifications notifications() {
    return kafka.notifications();
  }

  private void tell(Optional<SourceRecord> notification) {
    kafka.outbox().tell(notification);
  }
}
