package dev.messina.source.stream;

import dev.messina.source.control.Outbox;
import dev.messina.source.fetch.Clocks;
import dev.messina.source.metrics.StallCause;
import dev.messina.source.metrics.StreamMetrics;
import dev.messina.source.offset.ShardOffset;
import dev.messina.source.offset.SourcePartition;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
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

  private final CommittedShards committed;
  private final Outbox outbox;
  private final Clocks clocks;
  private final StreamOrigin stream;
  private final StreamMetrics metrics;

  /**
   * The shards that wait for their epoch barrier, each with the position that it is to have there.
   */
  private final Map<String, ShardOffset> barriers = new LinkedHashMap<>();

  /** The shards that would read on but for what is decided here. */
  private final Set<String> parked = new LinkedHashSet<>();

  private boolean held;
  private boolean paused;
  private Instant nextBarrierCheck = Instant.MIN;

  ShardHolds(CommittedShards committed, Outbox outbox, Clocks clocks, StreamMetrics metrics) {
    this.committed = committed;
    this.outbox = outbox;
    this.clocks = clocks;
    this.stream = committed.stream();
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
  boolean keep(String shard) {
    return held || paused || barriers.containsKey(shard);
  }

  /** A shard that is kept has something to ask for. */
  void park(String shard) {
    parked.add(shard);
  }

  /** The shards that were parked and may read on; they are not parked any more. */
  List<String> release() {
    List<String> released = parked.stream().filter(shard -> !keep(shard)).toList();
    released.forEach(parked::remove);
    return released;
  }

  /** Sends an epoch barrier and keeps the shard until it is committed. */
  void awaitBarrier(String shard, ShardOffset barrier) {
    barriers.put(shard, barrier);
    outbox.commit(partition(shard, barrier), barrier);
  }

  boolean awaitsBarrier(String shard) {
    return barriers.containsKey(shard);
  }

  boolean awaitsBarriers() {
    return !barriers.isEmpty();
  }

  /**
   * Looks now and then which epoch barriers have been committed.
   *
   * @return the epochs to which shards are raised from now on, in microseconds since 1970
   */
  Map<String, Long> confirmBarriers() {
    Instant now = clocks.turn();
    if (barriers.isEmpty() || now.isBefore(nextBarrierCheck)) {
      return Map.of();
    }
    nextBarrierCheck = now.plus(BARRIER_CHECK_INTERVAL);
    List<SourcePartition.EpochBarrier> awaited =
        barriers.entrySet().stream()
            .map(barrier -> partition(barrier.getKey(), barrier.getValue()))
            .toList();
    Map<String, Long> raised = new HashMap<>();
    for (SourcePartition barrier : committed.barriers(awaited)) {
      String shard = ((SourcePartition.EpochBarrier) barrier).shard();
      raised.put(shard, barriers.remove(shard).epochMicros());
    }
    return raised;
  }

  void forget(String shard) {
    barriers.remove(shard);
    parked.remove(shard);
  }

  private SourcePartition.EpochBarrier partition(String shard, ShardOffset barrier) {
    return stream.partition(shard).epochBarrier(barrier.epochMicros());
  }
}
