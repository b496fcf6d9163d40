package dev.messina.source;

import dev.messina.source.metrics.StallCause;
import dev.messina.source.metrics.StreamMetrics;
import dev.messina.source.position.ShardPosition;
import dev.messina.source.position.SourcePartition;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What keeps shards from being read that could be: a hold, which lets no write time be given, a
 * pause, or a floor that is not committed. A shard below a later epoch has its floor sent and reads
 * on only when the floor is committed, since what is sent above a floor that got lost would be sent
 * below it the next time.
 */
final class ShardHolds {

  private static final Duration FLOOR_CHECK_INTERVAL = Duration.ofMillis(500);

  private final TaskScope scope;
  private final StreamOrigin stream;
  private final StreamMetrics metrics;

  /** The shards that wait for their floor, each with the position that it is to have there. */
  private final Map<String, ShardPosition> floors = new LinkedHashMap<>();

  /** The shards that would read on but for what is decided here. */
  private final Set<String> parked = new LinkedHashSet<>();

  private boolean held;
  private boolean paused;
  private Instant nextFloorCheck = Instant.MIN;

  ShardHolds(TaskScope scope, StreamOrigin stream, StreamMetrics metrics) {
    this.scope = scope;
    this.stream = stream;
    this.metrics = metrics;
  }

  /** Keeps all shards, so that no write time is given. */
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
    metrics.stall(held ? StallCause.HELD_FOR_EPOCH : paused ? StallCause.PAUSED : StallCause.NONE);
  }

  /** Whether a shard may not be read now. */
  boolean keep(String shard) {
    return held || paused || floors.containsKey(shard);
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

  /** Sends a floor and keeps the shard until it is committed. */
  void awaitFloor(String shard, ShardPosition floor) {
    floors.put(shard, floor);
    scope.outbox().add(scope.control().carrier(partition(shard, floor), floor));
  }

  boolean awaitsFloor(String shard) {
    return floors.containsKey(shard);
  }

  boolean awaitsFloors() {
    return !floors.isEmpty();
  }

  /**
   * Looks now and then which floors have been committed.
   *
   * @return the epochs to which shards are raised from now on, in microseconds since 1970
   */
  Map<String, Long> confirmFloors() {
    Instant now = scope.timer().instant();
    if (floors.isEmpty() || now.isBefore(nextFloorCheck)) {
      return Map.of();
    }
    nextFloorCheck = now.plus(FLOOR_CHECK_INTERVAL);
    List<SourcePartition.Floor> awaited =
        floors.entrySet().stream()
            .map(floor -> partition(floor.getKey(), floor.getValue()))
            .toList();
    Map<String, Long> raised = new HashMap<>();
    for (SourcePartition committed : scope.committed().all(awaited).keySet()) {
      String shard = ((SourcePartition.Floor) committed).shard();
      raised.put(shard, floors.remove(shard).epochMicros());
    }
    return raised;
  }

  void forget(String shard) {
    floors.remove(shard);
    parked.remove(shard);
  }

  private SourcePartition.Floor partition(String shard, ShardPosition floor) {
    return stream.partition(shard).floor(floor.epochMicros());
  }
}
