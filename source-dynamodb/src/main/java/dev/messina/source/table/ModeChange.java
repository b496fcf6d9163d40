package dev.messina.source.table;

import dev.messina.source.offset.CommittedOffsets;
import dev.messina.source.offset.SourceOffset.SegmentOffset;
import dev.messina.source.offset.SourcePartition;
import dev.messina.source.offset.TableOffset;
import dev.messina.source.offset.TableState;
import dev.messina.source.snapshot.SnapshotSettings.SnapshotMode;
import dev.messina.source.stream.DataLossPolicy;
import dev.messina.source.stream.Remedies;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * What a {@code snapshot.mode} asks of a table that was begun under another one. Where nothing is
 * lost by it, a later epoch does it; otherwise the task stops and says what to do.
 */
final class ModeChange {

  private final TableSettings settings;
  private final CommittedOffsets offsets;
  private final String table;

  ModeChange(TableSettings settings, CommittedOffsets offsets) {
    this.settings = settings;
    this.offsets = offsets;
    this.table = settings.share().table();
  }

  /**
   * Whether a table is to be followed of which so far only a snapshot was taken. It takes another
   * one, since what changed in between may be in no stream.
   */
  static boolean beginsToFollow(SnapshotMode mode, TableOffset committed) {
    return mode.followsStream() && committed.stream().isEmpty();
  }

  /** Whether the mode asks for a snapshot, and the table never had one nor is it under way. */
  static boolean lacksSnapshot(SnapshotMode mode, TableState agreement) {
    TableOffset committed = agreement.table();
    return mode != SnapshotMode.NO_DATA
        && agreement.first() != null
        && agreement.first().totalSegments() == 0
        && committed.epoch().epochMicros() == committed.firstMicros();
  }

  /**
   * Looks whether the mode can be followed.
   *
   * @param agreement with a committed epoch
   * @throws ConnectException if the mode would lose something, or is not what happens
   */
  void require(TableState agreement) {
    TableOffset committed = agreement.table();
    SnapshotMode mode = settings.snapshot().mode();
    if (!mode.followsStream() && !committed.stream().isEmpty()) {
      throw refused(
          "would not follow its stream any more, which the connector does by its offsets, and the"
              + " target would go stale. Set snapshot.mode back, or to initial. To end the"
              + " migration, stop or delete the connector.");
    }
    if (beginsToFollow(mode, committed)) {
      requireThatItMayFollow(mode);
    }
    if (mode == SnapshotMode.NO_DATA && !isFirstSnapshotComplete(agreement)) {
      throw refused(
          "asks for no snapshot, but one has begun and its snapshot is not complete. Set"
              + " snapshot.mode back until it is, or give the snapshot up by the signal"
              + " stop-snapshot before the mode is changed.");
    }
  }

  private void requireThatItMayFollow(SnapshotMode mode) {
    if (mode == SnapshotMode.NO_DATA) {
      throw refused(
          "would follow the stream of a table of which only a snapshot was taken. What changed"
              + " since may be in no stream any more, so that needs a snapshot: set"
              + " snapshot.mode=initial and data.loss.policy=resnapshot. Or go on with"
              + " initial_only.");
    }
    if (settings.epochs().dataLossPolicy() != DataLossPolicy.RESNAPSHOT) {
      throw refused(
          "follows the stream, but so far only a snapshot was taken, and what changed since may be"
              + " in no stream any more. Set data.loss.policy=resnapshot to have the table scanned"
              + " again under a later epoch and its stream followed; rows of items that were"
              + " deleted meanwhile remain until a sweep. Or set snapshot.mode back to"
              + " initial_only. Or: "
              + Remedies.newSnapshot(settings.origin().connector()));
    }
  }

  /** Whether the snapshot of the first epoch has been read to its end, or was given up. */
  private boolean isFirstSnapshotComplete(TableState agreement) {
    TableOffset committed = agreement.table();
    if (committed.totalSegments() == 0
        || committed.epoch().epochMicros() != committed.firstMicros()) {
      return true;
    }
    List<SourcePartition.Segment> segments =
        IntStream.range(0, committed.totalSegments())
            .mapToObj(
                segment ->
                    new SourcePartition.Segment(table, committed.epoch().epochMicros(), segment))
            .toList();
    return offsets.segments(segments).values().stream().filter(SegmentOffset::done).count()
        == segments.size();
  }

  private ConnectException refused(String why) {
    return new ConnectException(
        "Table '" + table + "': snapshot.mode=" + settings.snapshot().mode().option() + " " + why);
  }
}
