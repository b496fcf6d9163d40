package dev.messina.source;

import dev.messina.source.aws.Shard;
import dev.messina.source.change.Epoch;
import dev.messina.source.metrics.StreamMetrics;
import dev.messina.source.position.GapPosition;
import dev.messina.source.position.ShardPosition;
import dev.messina.source.position.SourcePartition;
import dev.messina.source.position.TablePosition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a gap in a table's changes: the task stops, or the gap is recorded and reading
 * goes on behind it. It goes on only when the record has been read back as committed, or the epoch
 * that mends it, so that a crash in between finds the gap again.
 */
final class Gaps {

  private static final Logger LOG = LoggerFactory.getLogger(Gaps.class);

  /** After so long a gap is recorded again, should another one have been committed over it. */
  private static final Duration RECORD_AGAIN = Duration.ofMinutes(3);

  private final TaskScope scope;
  private final StreamMetrics metrics;
  private final long beganUnderMicros;
  private final List<Found> found = new ArrayList<>();

  /**
   * @param beganUnderMicros the table's newest epoch when the task began
   */
  Gaps(TaskScope scope, StreamMetrics metrics, long beganUnderMicros) {
    this.scope = scope;
    this.metrics = metrics;
    this.beganUnderMicros = beganUnderMicros;
  }

  /**
   * A shard was trimmed or has vanished before it was read to its end.
   *
   * @param position how far it was read, or null if its lineage is not known: then nothing is read
   *     behind the gap before the table has a later epoch
   * @param table under whose newest epoch it is found
   * @param goOn reads on behind the gap
   */
  void found(
      StreamOrigin stream,
      Shard shard,
      ShardPosition position,
      TablePosition table,
      Exception cause,
      Runnable goOn) {
    Instant now = scope.clock().instant();
    GapPolicy policy = scope.config().epochs().gapPolicy();
    if (policy == GapPolicy.RESNAPSHOT && isScanned(table, position, now)) {
      LOG.warn("{}", stream.gapScanned(shard.id(), position, now, table.epoch()));
      goOn.run();
      return;
    }
    metrics.gap();
    if (policy == GapPolicy.FAIL) {
      throw stream.gap(shard.id(), position, now, cause);
    }
    GapPosition gap = stream.gapPosition(shard.id(), position, table.floorMicros(), now, policy);
    LOG.error("{}", stream.gapFound(shard.id(), position, now, policy), cause);
    record(stream.table(), gap);
    scope
        .notifications()
        .gap(
            stream.table(),
            stream.label(),
            shard.id(),
            Epoch.instant(gap.fromMicros()),
            Epoch.instant(gap.toMicros()),
            policy.name().toLowerCase(Locale.ROOT))
        .ifPresent(scope.outbox()::add);
    found.add(new Found(stream.table(), gap, position == null, goOn, recordAgainAt()));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /**
   * Reads on behind the gaps that are recorded, and those that are mended by an epoch which is
   * chosen. Records the others again where the record of another one has taken their place.
   *
   * @param streamOver whether the stream records no more
   */
  void agree(Agreement agreement, boolean streamOver) {
    List<Found> passable =
        found.stream().filter(gap -> gap.isPassable(agreement, streamOver)).toList();
    found.removeAll(passable);
    passable.forEach(gap -> gap.goOn.run());
    found.replaceAll(gap -> recordedAgain(gap, agreement.gap()));
  }

  private Found recordedAgain(Found gap, GapPosition committed) {
    if (gap.isRecorded(committed) || scope.timer().instant().isBefore(gap.againAt)) {
      return gap;
    }
    LOG.warn(
        "Table '{}', shard '{}': its gap is not committed, or another one was committed over it; it"
            + " is recorded again",
        gap.table,
        gap.gap.shard());
    record(gap.table, gap.gap);
    return new Found(gap.table, gap.gap, gap.needsEpoch, gap.goOn, recordAgainAt());
  }

  private void record(String table, GapPosition gap) {
    scope.outbox().add(scope.control().carrier(new SourcePartition.Gap(table), gap));
  }

  private Instant recordAgainAt() {
    return scope.timer().instant().plus(RECORD_AGAIN);
  }

  /**
   * Whether the scan of the newest epoch brings what was lost: all of it changed before that epoch
   * was chosen, so before anything was scanned under it; and nothing of the shard or its parents
   * was sent above it, which would outrank the scan. After a restart it is not known what was sent.
   */
  private boolean isScanned(TablePosition table, ShardPosition position, Instant now) {
    long epoch = table.epoch().epochMicros();
    long chosenAfter = epoch - Epoch.micros(Instant.EPOCH.plus(scope.config().epochs().aheadMax()));
    return epoch > beganUnderMicros
        && table.totalSegments() > 0
        && position != null
        && position.lineage().writeMicros() <= epoch
        && StreamOrigin.trimmedBeforeMicros(now) < chosenAfter;
  }

  /**
   * A gap behind which nothing is read yet.
   *
   * @param needsEpoch whether the table must have a later epoch first
   * @param againAt when it is recorded again, if its record is not committed by then
   */
  private record Found(
      String table, GapPosition gap, boolean needsEpoch, Runnable goOn, Instant againAt) {

    /**
     * One that the table is scanned again for is found again after a crash as long as that scan's
     * epoch is not chosen, whatever becomes of the one record that all tasks share. A stream that
     * is over is not waited for: no other one is followed without a scan, which comes when this one
     * has been read.
     */
    private boolean isPassable(Agreement agreement, boolean streamOver) {
      if (gap.rescan() && agreement.table().epoch().epochMicros() > gap.epochMicros()) {
        return true;
      }
      return (streamOver || !gap.rescan())
          && isRecorded(agreement.gap())
          && (!needsEpoch || agreement.table().floorMicros() > gap.epochMicros());
    }

    /** Whether what is committed asks for as much. */
    private boolean isRecorded(GapPosition committed) {
      return committed != null
          && committed.epochMicros() >= gap.epochMicros()
          && (committed.rescan() || !gap.rescan());
    }
  }
}
