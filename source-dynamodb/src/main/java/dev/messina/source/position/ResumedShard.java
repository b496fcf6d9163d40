package dev.messina.source.position;

import java.util.Comparator;
import java.util.List;

/**
 * Where a shard is taken up again, given what is committed of it.
 *
 * <p>A task that is believed dead may commit a position once more, with write times from before
 * they were raised. Its floors say where that was: reading begins at the committed position or at
 * the first floor that it knows nothing of, whichever lies in front, and each floor that lies ahead
 * applies again as it is passed.
 *
 * @param start where reading begins
 * @param ahead the floors to be applied on the way, in their order
 */
public record ResumedShard(ShardPosition start, List<ShardPosition> ahead) {

  public ResumedShard {
    ahead = List.copyOf(ahead);
  }

  /**
   * Decides where to begin.
   *
   * @param committed the shard's committed position, or null if it has none
   * @param floors its committed floors, in any order; not empty if there is no position
   */
  static ResumedShard of(ShardPosition committed, List<ShardPosition> floors) {
    List<ShardPosition> unknown =
        floors.stream()
            .filter(floor -> committed == null || floor.epochMicros() > committed.epochMicros())
            .sorted(Comparator.comparingLong(ShardPosition::epochMicros))
            .toList();
    if (unknown.isEmpty()) {
      return new ResumedShard(committed, List.of());
    }
    ShardPosition first = unknown.get(0);
    return committed == null || committed.isBehind(first)
        ? new ResumedShard(first, unknown.subList(1, unknown.size()))
        : new ResumedShard(committed, unknown);
  }

  /** Whether the shard was read to its end, with the write times that count. */
  public boolean finished() {
    return start.finished();
  }

  /** The newest epoch above which the write times lie, or will once the floors have been passed. */
  public long raisedMicros() {
    return ahead.isEmpty() ? start.epochMicros() : ahead.get(ahead.size() - 1).epochMicros();
  }
}
