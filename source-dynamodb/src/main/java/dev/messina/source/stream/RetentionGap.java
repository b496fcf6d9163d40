package dev.messina.source.stream;

import dev.messina.source.aws.FailureKind;
import dev.messina.source.aws.ShardDescription;
import dev.messina.source.change.WriteClock;
import dev.messina.source.fetch.Clocks;
import dev.messina.source.offset.ShardOffset;
import dev.messina.source.stream.AfterLoss.Then;
import dev.messina.source.stream.RetentionGap.Verdict.Kind;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about shards that are no longer there, or not all of which is. It is a data loss, but for
 * two cases: a listing says that the shard was read to its end; or the stream is being listed for
 * the first time, and what is lost is older than the stream start watermark. Such a shard is
 * committed as finished, so that its children wait for it by the same rule as all others.
 */
final class RetentionGap {

  private static final Logger LOG = LoggerFactory.getLogger(RetentionGap.class);

  private final Clocks clocks;
  private final StreamOrigin stream;
  private final CommittedShards committed;
  private final ShardLineage lineage;
  private final DataLosses losses;
  private final FirstListing first;

  /**
   * What becomes of a shard.
   *
   * @param end its end, if it is at its end
   */
  record Verdict(Kind kind, Optional<ShardOffset> end) {

    enum Kind {
      /** What is left of it is read. */
      READ_ON,
      /** It is at its end. */
      END,
      /** A listing is to say where it ended. */
      LIST,
      /** Nothing, before the data loss is recorded or mended. */
      WAIT
    }

    private static Verdict of(Kind kind) {
      return new Verdict(kind, Optional.empty());
    }

    private static Verdict end(ShardOffset end) {
      return new Verdict(Kind.END, Optional.of(end));
    }
  }

  RetentionGap(
      Clocks clocks,
      CommittedShards committed,
      ShardLineage lineage,
      DataLosses losses,
      FirstListing first) {
    this.clocks = clocks;
    this.stream = committed.stream();
    this.committed = committed;
    this.lineage = lineage;
    this.losses = losses;
    this.first = first;
  }

  /** Decides about a shard that is being read. */
  Verdict decide(Shard shard, Exception failure) {
    ShardCursor cursor = shard.cursor();
    boolean trimmed = FailureKind.of(failure) == FailureKind.TRIMMED;
    if (first.isOpen() && cursor.begunHere() && !cursor.answered()) {
      if (!trimmed) {
        return goneAtFirst(shard, cursor.position().writeClock(), failure);
      }
      if (reachesBackToCut()) {
        return Verdict.of(Kind.READ_ON);
      }
    }
    if (lineage.isAtEnd(shard.id(), cursor.position()) || wentBack(shard)) {
      LOG.info("{}: read to its end before it was trimmed", stream.where(shard.id()));
      return Verdict.end(cursor.position().finished(0));
    }
    if (!lineage.hasEnded(shard.id()) && !cursor.takeListedSince()) {
      LOG.info("{}: not there any more; looking where it ended", stream.where(shard.id()));
      return Verdict.of(Kind.LIST);
    }
    Then then = trimmed ? Then.READ_ON : Then.END_OF_READING;
    WriteClock writeClock = cursor.position().writeClock();
    if (!isPassed(shard, cursor.position(), failure, then, writeClock)) {
      return Verdict.of(Kind.WAIT);
    }
    return trimmed ? Verdict.of(Kind.READ_ON) : Verdict.end(end(writeClock));
  }

  /**
   * Whether a shard had been read to its end, though an older position was committed since: a child
   * has begun, which none does before.
   */
  private boolean wentBack(Shard shard) {
    return shard.haveChildrenBegun() || committed.anyHasBegun(lineage.children(shard.id()));
  }

  /** Decides about a shard that no listing shows and that has no position. */
  Verdict decideUnlisted(ShardDescription unlisted, Exception failure) {
    WriteClock root = WriteClock.root(committed.currentEpochMicros());
    if (first.isOpen()) {
      lineage.add(unlisted);
      return goneAtFirst(lineage.shard(unlisted.id()), root, failure);
    }
    losses.found(
        stream,
        unlisted,
        null,
        committed.table(),
        failure,
        new AfterLoss(unlisted, Then.END_IF_UNKNOWN, root));
    return Verdict.of(Kind.WAIT);
  }

  /** A shard that was gone before this epoch could have read it. */
  private Verdict goneAtFirst(Shard shard, WriteClock writeClock, Exception failure) {
    shard.goneAtFirst();
    if (reachesBackToCut()) {
      LOG.info(
          "{}: gone before the epoch; the snapshot holds its changes", stream.where(shard.id()));
      return Verdict.end(end(writeClock));
    }
    ShardOffset start = ShardOffset.start(writeClock, committed.currentEpochMicros());
    return isPassed(shard, start, failure, Then.END, writeClock)
        ? Verdict.end(end(writeClock))
        : Verdict.of(Kind.WAIT);
  }

  /** Whether what was trimmed so far is older than the stream start watermark. */
  private boolean reachesBackToCut() {
    return stream.streamStartMicros() >= StreamOrigin.trimmedBeforeMicros(clocks.now());
  }

  /** Whether a loss is none, or needs not be waited for. */
  private boolean isPassed(
      Shard shard, ShardOffset position, Exception failure, Then then, WriteClock writeClock) {
    return losses.found(
        stream,
        shard.description(),
        position,
        committed.table(),
        failure,
        new AfterLoss(shard.description(), then, writeClock));
  }

  /** The end of a shard of which nothing is left, under the newest epoch. */
  ShardOffset end(WriteClock writeClock) {
    long currentEpoch = committed.currentEpochMicros();
    return ShardOffset.start(writeClock.raised(currentEpoch), currentEpoch).finished(0);
  }
}
