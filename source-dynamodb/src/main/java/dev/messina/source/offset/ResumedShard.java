package dev.messina.source.offset;

import java.util.Comparator;
import java.util.List;

/**
 * Where a shard is taken up again, given what is committed of it.
 *
 * <p>A zombie task may commit a position once more, with write timestamps from before they were
 * raised. Its epoch barriers say where that was: reading begins at the committed position or at the
 * first epoch barrier that it knows nothing of, whichever is earlier, and each epoch barrier that
 * lies ahead applies again as it is passed.
 *
 * @param start where reading begins
 * @param ahead the floors to be applied on the way, in their order
 */
public record ResumedShard(ShardOffset start, List<ShardOffset> ahead) {

  public ResumedShard {
    ahead = List.copyOf(ahead);
  }

  /**
   * Decides where to begin.
   *
   * @param committed the shard's committed position, or null if it has none
   * @param barriers its committed epoch barriers, in any order; not empty if there is no position
   */
  static ResumedShard of(ShardOffset committed, List<ShardOffset> barriers) {
    List<ShardOffset> unknown =
        barriers.stream()
            .filter(barrier -> committed == null || barrier.epochMicros() > committed.epochMicros())
            .sorted(Comparator.comparingLong(ShardOffset::epochMicros))
            .toList();
    if (unknown.isEmpty()) {
      return new ResumedShard(committed, List.of());
    }
    ShardOffset first = unknown.get(0);
    return committed == null || committed.isAfter(first)
        ? new ResumedShard(first, unknown.subList(1, unknown.size()))
        : new ResumedShard(committed, unknown);
  }

  /** Whether the shard was read to its end, with the write timestamps that count. */
  public boolean finished() {
    return start.finished();
  }

  /**
   * Whether something of the shard was read, or seen not to be there. Of a shard that only waits at
   * its first epoch barrier nothing was.
   */
  public boolean hasBeenRead() {
    return start.sequence() != null || start.checkedMillis() > 0 || start.finished();
  }

  /**
   * The newest epoch above which the write timestamps lie, or will once the epoch barriers have
   * been passed.
   */
  public long raisedMicros() {
    return ahead.isEmpty() ? start.epochMicros() : ahead.get(ahead.size() - 1).epochMicros();
  }
}
