package dev.messina.source.stream;

import dev.messina.source.aws.ShardDescription;
import dev.messina.source.change.Epoch;
import dev.messina.source.control.Kafka;
import dev.messina.source.fetch.Clocks;
import dev.messina.source.metrics.StreamMetrics;
import dev.messina.source.offset.DataLossOffset;
import dev.messina.source.offset.ShardOffset;
import dev.messina.source.offset.SourcePartition;
import dev.messina.source.offset.TableOffset;
import dev.messina.source.offset.TableState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a data loss in a table's changes: the task stops, or the data loss is recorded
 * and reading goes on after it. It goes on only when the record has been read back as committed, or
 * the epoch that mends it, so that a crash in between finds the data loss again.
 */
final class DataLosses {

  private static final Logger LOG = LoggerFactory.getLogger(DataLosses.class);

  /**
   * After so long a data loss is recorded again, should another one have been committed over it.
   */
  private static final Duration RECORD_AGAIN = Duration.ofMinutes(3);

  private final EpochSettings epochs;
  private final Kafka kafka;
  private final Clocks clocks;
  private final StreamMetrics metrics;
  private final long beganUnderMicros;
  private final List<Found> found = new ArrayList<>();

  /**
   * @param beganUnderMicros the table's newest epoch when the task began
   */
  DataLosses(
      EpochSettings epochs,
      Kafka kafka,
      Clocks clocks,
      StreamMetrics metrics,
      long beganUnderMicros) {
    this.epochs = epochs;
    this.kafka = kafka;
    this.clocks = clocks;
    this.metrics = metrics;
    this.beganUnderMicros = beganUnderMicros;
  }

  /**
   * A shard was trimmed or has vanished before it was read to its end.
   *
   * @param position how far it was read, or null if its lineage is not known: then nothing is read
   *     after the data loss before the table has a later epoch
   * @param table under whose newest epoch it is found
   * @param after what follows once it is recorded or mended
   * @return whether that follows at once, since nothing is lost
   */
  boolean found(
      StreamOrigin stream,
      ShardDescription shard,
      ShardOffset position,
      TableOffset table,
      Exception cause,
      AfterLoss after) {
    Instant now = clocks.now();
    DataLossPolicy policy = epochs.dataLossPolicy();
    if (policy == DataLossPolicy.RESNAPSHOT && isScanned(table, position, now)) {
      LOG.warn("{}", stream.dataLossScanned(shard.id(), position, now, table.epoch()));
      return true;
    }
    metrics.loss();
    if (policy == DataLossPolicy.FAIL) {
      throw stream.loss(shard.id(), position, now, cause);
    }
    DataLossOffset loss =
        stream.dataLossOffset(shard.id(), position, table.currentEpochMicros(), now, policy);
    LOG.error("{}", stream.dataLossFound(shard.id(), position, now, policy), cause);
    record(stream.table(), loss);
    kafka
        .outbox()
        .tell(
            kafka
                .notifications()
                .loss(
                    stream.table(),
                    stream.label(),
                    shard.id(),
                    Epoch.instant(loss.fromMicros()),
                    Epoch.instant(loss.toMicros()),
                    policy.name().toLowerCase(Locale.ROOT)));
    found.add(new Found(stream.table(), loss, position == null, after, recordAgainAt()));
    return false;
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /**
   * The data losses that are recorded, and those that are mended by an epoch which is chosen: each
   * once.
   *
   * @param streamOver whether the stream records no more
   */
  List<AfterLoss> agree(TableState agreement, boolean streamOver) {
    List<Found> passable =
        found.stream().filter(loss -> loss.isPassable(agreement, streamOver)).toList();
    found.removeAll(passable);
    return passable.stream().map(Found::after).toList();
  }

  /** Records the others again where the record of another one has taken their place. */
  void recordAgain(TableState agreement) {
    found.replaceAll(loss -> recordedAgain(loss, agreement.loss()));
  }

  private Found recordedAgain(Found loss, DataLossOffset committed) {
    if (loss.isRecorded(committed) || clocks.turn().isBefore(loss.againAt)) {
      return loss;
    }
    LOG.warn(
        "Table '{}', shard '{}': its data loss is not committed, or another one was committed over"
            + " it; it is recorded again",
        loss.table,
        loss.loss.shard());
    record(loss.table, loss.loss);
    return new Found(loss.table, loss.loss, loss.needsEpoch, loss.after, recordAgainAt());
  }

  private void record(String table, DataLossOffset loss) {
    kafka.outbox().commit(new SourcePartition.DataLoss(table), loss);
  }

  private Instant recordAgainAt() {
    return clocks.turn().plus(RECORD_AGAIN);
  }

  /**
   * Whether the scan of the newest epoch brings what was lost: all of it changed before that epoch
   * was chosen, so before anything was scanned under it; and nothing of the shard or its parents
   * was sent above it, which would outrank the scan. After a restart it is not known what was sent.
   */
  private boolean isScanned(TableOffset table, ShardOffset position, Instant now) {
    long epoch = table.epoch().epochMicros();
    long chosenAfter = epoch - Epoch.micros(Instant.EPOCH.plus(epochs.aheadMax()));
    return epoch > beganUnderMicros
        && table.totalSegments() > 0
        && position != null
        && position.writeClock().writeMicros() <= epoch
        && StreamOrigin.trimmedBeforeMicros(now) < chosenAfter;
  }

  /**
   * A data loss after which nothing is read yet.
   *
   * @param needsEpoch whether the table must have a later epoch first
   * @param againAt when it is recorded again, if its record is not committed by then
   */
  private record Found(
      String table, DataLossOffset loss, boolean needsEpoch, AfterLoss after, Instant againAt) {

    /**
     * One that the table is scanned again for is found again after a crash as long as that scan's
     * epoch is not chosen, whatever becomes of the one record that all tasks share. A stream that
     * is over is not waited for: no other one is followed without a scan, which comes when this one
     * has been read.
     */
    private boolean isPassable(TableState agreement, boolean streamOver) {
      if (loss.rescan() && agreement.table().epoch().epochMicros() > loss.epochMicros()) {
        return true;
      }
      return (streamOver || !loss.rescan())
          && isRecorded(agreement.loss())
          && (!needsEpoch || agreement.table().currentEpochMicros() > loss.epochMicros());
    }

    /** Whether what is committed asks for as much. */
    private boolean isRecorded(DataLossOffset committed) {
      return committed != null
          && committed.epochMicros() >= loss.epochMicros()
          && (committed.rescan() || !loss.rescan());
    }
  }
}
