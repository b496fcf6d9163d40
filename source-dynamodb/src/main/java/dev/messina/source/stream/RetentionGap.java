package dev.messina.source.stream;

import dev.messina.source.aws.FailureKind;
import dev.messina.source.aws.Shard;
import dev.messina.source.change.WriteClock;
import dev.messina.source.fetch.Clocks;
import dev.messina.source.offset.ShardOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
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
  private final ShardLineage graph;
  private final ShardFetcher reading;
  private final DataLosses losses;
  private final FirstListing first;
  private final Runnable listSoon;
  private final Consumer<String> whenEnded;

  /** Shards that wait for a listing to say where they ended, before they are called a data loss. */
  private final Set<String> doubted = new HashSet<>();

  /** Those of them that have been listed since. */
  private final Set<String> listedSince = new HashSet<>();

  /**
   * @param listSoon has the shards listed
   * @param whenEnded told of each shard that is treated as read to its end
   */
  RetentionGap(
      Clocks clocks,
      CommittedShards committed,
      ShardLineage graph,
      ShardFetcher reading,
      DataLosses losses,
      FirstListing first,
      Runnable listSoon,
      Consumer<String> whenEnded) {
    this.clocks = clocks;
    this.stream = committed.stream();
    this.committed = committed;
    this.graph = graph;
    this.reading = reading;
    this.losses = losses;
    this.first = first;
    this.listSoon = listSoon;
    this.whenEnded = whenEnded;
  }

  /**
   * Decides about a shard that is being read.
   *
   * @param begunHere whether it was begun by this task, and not taken up
   */
  void decide(ShardReader reader, boolean begunHere, Exception failure) {
    Shard shard = reader.shard();
    boolean trimmed = FailureKind.of(failure) == FailureKind.TRIMMED;
    if (first.isOpen() && begunHere && !reader.answered()) {
      if (!trimmed) {
        finishAsGone(shard, reader.position().writeClock(), failure);
        return;
      }
      if (reachesBackToCut()) {
        reading.passOverLost(shard.id());
        return;
      }
    }
    if (graph.isAtEnd(shard.id(), reader.position()) || wentBack(shard)) {
      LOG.info("{}: read to its end before it was trimmed", stream.where(shard.id()));
      reading.finish(shard.id(), reader.position().finished(0));
      whenEnded.accept(shard.id());
      return;
    }
    if (!graph.hasEnded(shard.id()) && !listedSince.remove(shard.id())) {
      doubted.add(shard.id());
      LOG.info("{}: not there any more; looking where it ended", stream.where(shard.id()));
      listSoon.run();
      return;
    }
    loss(
        shard,
        reader.position(),
        failure,
        () -> {
          if (!reading.reads(shard.id())) {
            return;
          }
          if (trimmed) {
            reading.passOverLost(shard.id());
          } else {
            finish(shard.id(), reader.position().writeClock());
          }
        });
  }

  /**
   * Whether a shard had been read to its end, though an older position was committed since: its
   * children have begun, which they do not before.
   */
  private boolean wentBack(Shard shard) {
    return graph.haveChildrenBegun(shard.id()) || committed.haveBegun(graph.children(shard.id()));
  }

  /** Decides about a shard that no listing shows and that has no position. */
  void decideUnlisted(Shard shard, Exception failure) {
    if (first.isOpen()) {
      graph.add(shard);
      finishAsGone(shard, WriteClock.root(committed.currentEpochMicros()), failure);
      return;
    }
    loss(
        shard,
        null,
        failure,
        () -> {
          // A position of another task may have turned up meanwhile, and a data loss of that
          // reading.
          if (!graph.knows(shard.id())) {
            graph.add(shard);
            finish(shard.id(), WriteClock.root(committed.currentEpochMicros()));
          }
        });
  }

  /** Reads the doubted shards again, now that a listing says more about them. */
  void readDoubtedAgain() {
    List<String> again = List.copyOf(doubted);
    doubted.clear();
    listedSince.addAll(again);
    again.forEach(reading::readAgain);
  }

  /** A shard that was gone before this epoch could have read it. */
  private void finishAsGone(Shard shard, WriteClock writeClock, Exception failure) {
    first.gone(shard.id());
    if (reachesBackToCut()) {
      LOG.info(
          "{}: gone before the epoch; the snapshot holds its changes", stream.where(shard.id()));
      finish(shard.id(), writeClock);
      return;
    }
    loss(
        shard,
        ShardOffset.start(writeClock, committed.currentEpochMicros()),
        failure,
        () -> finish(shard.id(), writeClock));
  }

  /** Whether what was trimmed so far is older than the stream start watermark. */
  private boolean reachesBackToCut() {
    return stream.streamStartMicros() >= StreamOrigin.trimmedBeforeMicros(clocks.now());
  }

  private void loss(Shard shard, ShardOffset position, Exception failure, Runnable goOn) {
    losses.found(stream, shard, position, committed.table(), failure, goOn);
  }

  private void finish(String shard, WriteClock writeClock) {
    long currentEpoch = committed.currentEpochMicros();
    reading.finish(
        shard, ShardOffset.start(writeClock.raised(currentEpoch), currentEpoch).finished(0));
    whenEnded.accept(shard);
  }
}
