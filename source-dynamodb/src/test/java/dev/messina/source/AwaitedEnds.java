package dev.messina.source;

import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.source.offset.PartitionCodec;
import dev.messina.source.offset.SourcePartition;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The ends of shards in the moment between their being committed and their children's beginning.
 */
final class AwaitedEnds {

  private final FakeDynamoDb dynamoDb;
  private final FakeWorker worker;

  AwaitedEnds(FakeDynamoDb dynamoDb, FakeWorker worker) {
    this.dynamoDb = dynamoDb;
    this.worker = worker;
  }

  /** Whether there is one. */
  boolean any() {
    Set<Object> begun = new HashSet<>();
    worker.committed("shard").keySet().forEach(partition -> begun.add(partition.get("shard")));
    worker
        .committed("epoch-barrier")
        .keySet()
        .forEach(partition -> begun.add(partition.get("shard")));
    for (String open : dynamoDb.openShards()) {
      String shard = open;
      for (String parent = dynamoDb.parentOf(shard); parent != null; ) {
        if (!begun.contains(shard) && hasEnded(parent)) {
          return true;
        }
        shard = parent;
        parent = dynamoDb.parentOf(shard);
      }
    }
    return false;
  }

  private boolean hasEnded(String shard) {
    Map<String, Object> offset =
        worker.offset(
            PartitionCodec.encode(
                new SourcePartition.Shard(FakeDynamoDb.TABLE, dynamoDb.streamOf(shard), shard)));
    return offset != null && Boolean.TRUE.equals(offset.get("finished"));
  }
}
