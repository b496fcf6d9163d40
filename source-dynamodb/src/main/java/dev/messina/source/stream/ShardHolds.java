package dev.messina.source.stream;

import dev.messina.source.control.Outbox;
import dev.messina.source.fetch.Clocks;
import dev.messina.source.metrics.StallCause;
import dev.messina.source.metrics.StreamMetrics;
import dev.messina.source.offset.ShardOffset;
import dev.messina.source.offset.SourceOffset;
import dev.messina.source.offset.SourcePartition;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What keeps shards from being read that could be: a hold, which lets no write timestamp be given,
 * a pause, or an epoch barrier that is not committed. A shard below a later epoch has its epoch
 * barrier sent and reads on only when the epoch barrier is committed, since what is sent above an
 * epoch barrier that got lost would be sent below it the next time.
 */
final class ShardHolds {

  private static final Duration BARRIER_CHECK_INTERVAL = Duration.ofMillis(500);

  /** A zombie task commits now and then; the next page costs more than a look. */
  private static final Duration PASSED_CHECK_INTERVAL = Duration.ofSeconds(10);

  private final CommittedShards committed;
  private final Outbox outbox;
  private final Clocks clocks;
  private final StreamMetrics metrics;

  /** The shards that would read on but for what is decided here, in the order of their asking. */
  private final Set<Shard> parked = new LinkedHashSet<>();

  /** The epoch barriers past which shards were let that are being read. */
  private final Map<Shard, ShardOffset> passed = new LinkedHashMap<>();

  private boolean held;
  private boolean paused;
  private Instant nextBarrierCheck = Instant.MIN;
  private Instant nextPassedCheck = Instant.MIN;

  ShardHolds(CommittedShards committed, Outbox outbox, Clocks clocks, StreamMetrics metrics) {
    this.committed = committed;
    this.outbox = outbox;
    this.clocks = clocks;
    this.metrics = metrics;
  }

  /** Keeps all shards, so that no write timestamp is given. */
  void hold() {
    held = true;
    tellStall();
  }

  void endHold() {
    held = false;
    tellStall();
  }

  boolean isHeld() {
    return held;
  }

  void pause(boolean pause) {
    paused = pause;
    tellStall();
  }

  /** Says why nothing is read, if that is on purpose. */
  void tellStall() {
    metrics.stall(
        held ? StallCause.PAUSED_AT_EPOCH_BARRIER : paused ? StallCause.PAUSED : StallCause.NONE);
  }

  /** Whether a shard may not be read now. */
  boolean keep(Shard shard) {
    return held || paused || shard.isAtBarrier();
  }

  /** A shard that is kept has something to ask for. */
  void park(Shard shard) {
    parked.add(shard);
  }

  /** The shards that were parked and may read on; they are not parked any more. */
  List<Shard> release() {
    List<Shard> released = parked.stream().filter(shard -> !keep(shard)).toList();
    released.forEach(parked::remove);
    return released;
  }

  /** Stops a shard at an epoch barrier, which is sent, until it is committed. */
  void awaitBarrier(Shard shard, ShardOffset barrier) {
    ShardOffset sent = shard.raise(barrier);
    outbox.commit(partition(shard, sent), sent);
  }

  /**
   * Looks now and then which epoch barriers have been committed. A zombie task may have committed
   * another than this one has sent, or an earlier task one from before its parent's newest end. Of
   * two the earlier counts, or the one with higher write timestamps, for whoever looks; it is sent
   * again, lest the other be committed over it.
   *
   * @return the shards that are at such barriers, each with whether it is the one that this task
   *     has sent
   */
  Map<Shard, Boolean> atCommittedBarriers(Collection<Shard> shards) {
    Instant now = clocks.turn();
    if (now.isBefore(nextBarrierCheck)) {
      return Map.of();
    }
    Map<Shard, ShardOffset> sent = new LinkedHashMap<>();
    shards.forEach(shard -> shard.barrier().ifPresent(barrier -> sent.put(shard, barrier)));
    if (sent.isEmpty()) {
      return Map.of();
    }
    nextBarrierCheck = now.plus(BARRIER_CHECK_INTERVAL);
    Map<Shard, Boolean> there = new LinkedHashMap<>();
    committed(sent)
        .forEach(
            (shard, found) -> {
              if (outranks(sent.get(shard), found)) {
                outbox.commit(partition(shard, found), sent.get(shard));
              } else if (outranks(found, sent.get(shard))) {
                outbox.commit(partition(shard, found), found);
                there.put(shard, false);
              } else {
                there.put(shard, true);
              }
            });
    return there;
  }

  /** A shard is let past its epoch barrier. */
  void passed(Shard shard, ShardOffset barrier) {
    passed.put(shard, barrier);
  }

  /**
   * Looks now and then whether a zombie task has committed another epoch barrier over one that has
   * been passed. It reads, or has read, from there.
   *
   * @return the shards for which an earlier one is committed, and that
   */
  Map<Shard, ShardOffset> atEarlierBarriers() {
    Instant now = clocks.turn();
    if (passed.isEmpty() || now.isBefore(nextPassedCheck)) {
      return Map.of();
    }
    nextPassedCheck = now.plus(PASSED_CHECK_INTERVAL);
    Map<Shard, ShardOffset> earlier = new LinkedHashMap<>();
    committed(passed)
        .forEach(
            (shard, found) -> {
              if (outranks(found, passed.get(shard))) {
                earlier.put(shard, found);
              } else if (outranks(passed.get(shard), found)) {
                outbox.commit(partition(shard, found), passed.get(shard));
              }
            });
    return earlier;
  }

  /** What is committed of the barriers of shards; those of which nothing is are absent. */
  private Map<Shard, ShardOffset> committed(Map<Shard, ShardOffset> barriers) {
    Map<SourcePartition, SourceOffset> known =
        committed.barriers(
            barriers.entrySet().stream()
                .map(barrier -> partition(barrier.getKey(), barrier.getValue()))
                .toList());
    Map<Shard, ShardOffset> found = new LinkedHashMap<>();
    barriers.forEach(
        (shard, barrier) -> {
          if (known.get(partition(shard, barrier)) instanceof ShardOffset there) {
            found.put(shard, there);
          }
        });
    return found;
  }

  private static boolean outranks(ShardOffset one, ShardOffset other) {
    return other.isAfter(one)
        || (!one.isAfter(other)
            && one.writeClock().writeMicros() > other.writeClock().writeMicros());
  }

  /** A shard is read no more. */
  void forget(Shard shard) {
    parked.remove(shard);
    passed.remove(shard);
  }

  private SourcePartition.EpochBarrier partition(Shard shard, ShardOffset barrier) {
    return committed.stream().partition(shard.id()).epochBarrier(barrier.epochMicros());
  }
}
