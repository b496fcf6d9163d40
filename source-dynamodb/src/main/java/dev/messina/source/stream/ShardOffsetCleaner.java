package dev.messina.source.stream;

import dev.messina.source.aws.ShardDescription;
import dev.messina.source.control.Outbox;
import dev.messina.source.fetch.Clocks;
import java.time.Duration;
import java.util.List;

/**
 * Deletes the offsets of finished shards when nobody can ask for them any more: the shard is gone
 * for certain, and all of its children have offsets of their own.
 */
final class ShardOffsetCleaner {

  /** A listing may forget a shard, but a closed one is not there for longer than this. */
  private static final Duration GONE_FOR_CERTAIN = Duration.ofHours(26);

  private final StreamOrigin stream;
  private final Outbox outbox;
  private final Clocks clocks;
  private final CommittedShards committed;
  private final ShardLineage lineage;

  ShardOffsetCleaner(
      CommittedShards committed, ShardLineage lineage, Outbox outbox, Clocks clocks) {
    this.outbox = outbox;
    this.clocks = clocks;
    this.stream = committed.stream();
    this.committed = committed;
    this.lineage = lineage;
  }

  /**
   * Forgets what can be forgotten.
   *
   * @param listing all shards that there are
   */
  void forget(List<ShardDescription> listing) {
    lineage
        .outlived(listing, clocks.now().minus(GONE_FOR_CERTAIN))
        .forEach(
            (shard, children) -> {
              if (lineage.shard(shard).haveChildrenBegun() || committed.haveBegun(children)) {
                lineage.remove(shard);
                deleteOffsets(shard);
              }
            });
    lineage.forgetOthers(listing);
  }

  private void deleteOffsets(String shard) {
    outbox.forget(stream.partition(shard));
    committed.table().epochs().stream()
        .skip(1)
        .map(stream.partition(shard)::epochBarrier)
        .forEach(barrier -> outbox.forget(barrier));
  }
}
