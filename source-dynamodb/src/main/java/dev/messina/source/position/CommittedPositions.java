package dev.messina.source.position;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * The positions that Connect has committed: what they cover is in Kafka, and every task sees them.
 * Each call reads the store to its end and may block for as long as that takes.
 */
public final class CommittedPositions {

  private final OffsetStorageReader offsets;

  public CommittedPositions(OffsetStorageReader offsets) {
    this.offsets = offsets;
  }

  /** The committed epoch of a table. */
  public Optional<TablePosition> table(String table) {
    SourcePartition.Table partition = new SourcePartition.Table(table);
    return Optional.ofNullable(offsets.offset(PositionCodec.encode(partition)))
        .map(map -> PositionCodec.table(partition, map));
  }

  /** The committed positions of segments; those that have none are absent. */
  public Map<SourcePartition.Segment, SegmentPosition> segments(
      Collection<SourcePartition.Segment> segments) {
    Map<SourcePartition.Segment, SegmentPosition> positions = new LinkedHashMap<>();
    stored(segments)
        .forEach((segment, map) -> positions.put(segment, PositionCodec.segment(segment, map)));
    return positions;
  }

  /** The committed positions of shards; those that have none are absent. */
  public Map<SourcePartition.Shard, ShardPosition> shards(
      Collection<SourcePartition.Shard> shards) {
    Map<SourcePartition.Shard, ShardPosition> positions = new LinkedHashMap<>();
    stored(shards).forEach((shard, map) -> positions.put(shard, PositionCodec.shard(shard, map)));
    return positions;
  }

  private <P extends SourcePartition> Map<P, Map<String, Object>> stored(Collection<P> partitions) {
    Map<P, Map<String, Object>> stored = new LinkedHashMap<>();
    if (partitions.isEmpty()) {
      return stored;
    }
    List<Map<String, String>> keys = partitions.stream().map(PositionCodec::encode).toList();
    Map<Map<String, String>, Map<String, Object>> found = offsets.offsets(keys);
    for (P partition : partitions) {
      Map<String, Object> map = found.get(PositionCodec.encode(partition));
      if (map != null) {
        stored.put(partition, map);
      }
    }
    return stored;
  }
}
