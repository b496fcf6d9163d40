package dev.messina.source.offset;

import dev.messina.source.offset.SourceOffset.SegmentOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * The positions that Connect has committed: what they cover is in Kafka, and every task sees them.
 * Each call reads the store to its end and may block for as long as that takes.
 */
public final class CommittedOffsets {

  private final OffsetStorageReader offsets;
  private final Map<SourcePartition, Known> tables = new HashMap<>();

  public CommittedOffsets(OffsetStorageReader offsets) {
    this.offsets = offsets;
  }

  /** The committed position of a partition. */
  public Optional<SourceOffset> of(SourcePartition partition) {
    return Optional.ofNullable(all(Set.of(partition)).get(partition));
  }

  /** The committed positions of partitions of any kind; those that have none are absent. */
  public Map<SourcePartition, SourceOffset> all(Collection<? extends SourcePartition> wanted) {
    Map<SourcePartition, SourceOffset> positions = new LinkedHashMap<>();
    stored(wanted).forEach((partition, map) -> positions.put(partition, position(partition, map)));
    return positions;
  }

  /** A table's offset may hold many keys, and every task looks at it twice a second. */
  private SourceOffset position(SourcePartition partition, Map<String, Object> map) {
    if (!(partition instanceof SourcePartition.Table)) {
      return OffsetCodec.position(partition, map);
    }
    Known known = tables.get(partition);
    if (known == null || !known.map().equals(map)) {
      known = new Known(map, OffsetCodec.position(partition, map));
      tables.put(partition, known);
    }
    return known.position();
  }

  /** The committed positions of segments; those that have none are absent. */
  public Map<SourcePartition.Segment, SegmentOffset> segments(
      Collection<SourcePartition.Segment> segments) {
    Map<SourcePartition.Segment, SegmentOffset> positions = new LinkedHashMap<>();
    stored(segments)
        .forEach((segment, map) -> positions.put(segment, OffsetCodec.segment(segment, map)));
    return positions;
  }

  /**
   * Where shards are to be taken up; those of which nothing is committed are absent. A position
   * from below the first epoch is none: it comes from a task that had begun under an epoch which
   * gave way to the table's.
   *
   * @param epochs the table's epochs, in microseconds since 1970, ascending
   */
  public Map<SourcePartition.Shard, ResumedShard> shards(
      Collection<SourcePartition.Shard> shards, List<Long> epochs) {
    Map<SourcePartition.Shard, ShardOffset> positions = new HashMap<>();
    stored(shards).forEach((shard, map) -> positions.put(shard, OffsetCodec.shard(shard, map)));
    positions.values().removeIf(position -> position.epochMicros() < epochs.get(0));
    Map<SourcePartition.Shard, List<ShardOffset>> barriers = barriers(shards, positions, epochs);
    Map<SourcePartition.Shard, ResumedShard> resumed = new LinkedHashMap<>();
    for (SourcePartition.Shard shard : shards) {
      ShardOffset position = positions.get(shard);
      List<ShardOffset> raised = barriers.getOrDefault(shard, List.of());
      if (position != null || !raised.isEmpty()) {
        resumed.put(shard, ResumedShard.of(position, raised));
      }
    }
    return resumed;
  }

  /** Only those of epochs that a position knows nothing of; the first epoch has none. */
  private Map<SourcePartition.Shard, List<ShardOffset>> barriers(
      Collection<SourcePartition.Shard> shards,
      Map<SourcePartition.Shard, ShardOffset> positions,
      List<Long> epochs) {
    List<SourcePartition.EpochBarrier> wanted = new ArrayList<>();
    for (SourcePartition.Shard shard : shards) {
      ShardOffset position = positions.get(shard);
      for (long epoch : epochs.subList(1, epochs.size())) {
        if (position == null || epoch > position.epochMicros()) {
          wanted.add(shard.epochBarrier(epoch));
        }
      }
    }
    Map<SourcePartition.Shard, List<ShardOffset>> barriers = new HashMap<>();
    stored(wanted)
        .forEach(
            (barrier, map) ->
                barriers
                    .computeIfAbsent(barrier.of(), shard -> new ArrayList<>())
                    .add(OffsetCodec.shard(barrier, map)));
    return barriers;
  }

  private <P extends SourcePartition> Map<P, Map<String, Object>> stored(Collection<P> partitions) {
    Map<P, Map<String, Object>> stored = new LinkedHashMap<>();
    if (partitions.isEmpty()) {
      return stored;
    }
    Set<P> distinct = new LinkedHashSet<>(partitions);
    List<Map<String, String>> keys = distinct.stream().map(PartitionCodec::encode).toList();
    Map<Map<String, String>, Map<String, Object>> found = offsets.offsets(keys);
    for (P partition : distinct) {
      Map<String, Object> map = found.get(PartitionCodec.encode(partition));
      if (map != null) {
        stored.put(partition, map);
      }
    }
    return stored;
  }

  /** A table's offset as it was read last. */
  private record Known(Map<String, Object> map, SourceOffset position) {}
}
