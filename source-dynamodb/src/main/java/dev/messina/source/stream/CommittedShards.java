package dev.messina.source.stream;

import dev.messina.source.aws.ShardDescription;
import dev.messina.source.offset.CommittedOffsets;
import dev.messina.source.offset.ResumedShard;
import dev.messina.source.offset.SourceOffset;
import dev.messina.source.offset.SourcePartition;
import dev.messina.source.offset.TableOffset;
import dev.messina.source.offset.TableState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is committed of a stream's shards, read by the epochs of its table. */
public final class CommittedShards {

  private final CommittedOffsets offsets;
  private final StreamOrigin stream;
  private TableOffset table;
  private boolean everyTaskIsRaised;

  public CommittedShards(CommittedOffsets offsets, StreamOrigin stream, TableOffset table) {
    this.offsets = offsets;
    this.stream = stream;
    this.table = table;
    this.everyTaskIsRaised = table.isFirst();
  }

  /** The table as it has been agreed upon meanwhile. */
  void agree(TableState agreed) {
    table = agreed.table();
    everyTaskIsRaised = agreed.raisedTo(table.currentEpochMicros());
  }

  /**
   * Whether every task has said that all its shards are above the newest epoch for good: whatever
   * is read above it has its epoch barrier committed.
   */
  boolean everyTaskIsRaised() {
    return everyTaskIsRaised;
  }

  StreamOrigin stream() {
    return stream;
  }

  TableOffset table() {
    return table;
  }

  /** The table's newest epoch, in microseconds since 1970. */
  long currentEpochMicros() {
    return table.currentEpochMicros();
  }

  /** Where shards are to be taken up; those of which nothing is committed are absent. */
  Map<SourcePartition.Shard, ResumedShard> of(Collection<String> shards) {
    return offsets.shards(shards.stream().map(stream::partition).toList(), table.epochs());
  }

  /** What is committed of these epoch barriers. */
  Map<SourcePartition, SourceOffset> barriers(List<SourcePartition.EpochBarrier> barriers) {
    return offsets.all(barriers);
  }

  /** Whether there are such shards, and something of each has been read. */
  boolean haveBegun(Collection<ShardDescription> shards) {
    return !shards.isEmpty() && begun(shards).size() == shards.size();
  }

  /** Whether something is committed of one of these shards. */
  boolean anyHasBegun(Collection<ShardDescription> shards) {
    return !of(ids(shards)).isEmpty();
  }

  /** Those of which something has been read; one reading of the store for all. */
  Set<String> begun(Collection<ShardDescription> shards) {
    return of(ids(shards)).entrySet().stream()
        .filter(known -> known.getValue().hasBeenRead())
        .map(known -> known.getKey().shard())
        .collect(Collectors.toSet());
  }

  private static List<String> ids(Collection<ShardDescription> shards) {
    return shards.stream().map(ShardDescription::id).toList();
  }

  /**
   * Another task may have seen the table's newest epoch before this one has.
   *
   * @param epochMicros the epoch of a shard's offset
   * @throws org.apache.kafka.connect.errors.ConnectException if the table has no such epoch
   */
  void requireEpoch(String shard, long epochMicros) {
    table =
        offsets
            .of(new SourcePartition.Table(stream.table()))
            .map(TableOffset.class::cast)
            .filter(committed -> committed.currentEpochMicros() >= epochMicros)
            .orElseThrow(() -> stream.laterEpoch(shard, epochMicros));
    everyTaskIsRaised = false;
  }
}
