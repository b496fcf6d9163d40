package dev.messina.source.position;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/** Partitions as the maps of strings that Connect keeps, and back. Reading is strict. */
public final class PartitionCodec {

  private static final String TABLE = "table";
  private static final String KIND = "kind";
  private static final String FIRST = "first";
  private static final String SEGMENT = "segment";
  private static final String SHARD = "shard";
  private static final String STREAM = "stream";
  private static final String EPOCH = "epoch";
  private static final String FLOOR = "floor";
  private static final String SHARE = "share";
  private static final String SHARES = "shares";
  private static final String GAP = "gap";
  private static final String REPAIR = "repair";
  private static final String TOPIC = "topic";

  private PartitionCodec() {}

  /**
   * The map of a partition. A {@link HashMap} on purpose: Connect finds an offset by the bytes of
   * the partition's JSON, and what its REST API reads back is a HashMap; any other order of the
   * fields would hide the offset from {@code GET /connectors/{name}/offsets}.
   */
  public static Map<String, String> encode(SourcePartition partition) {
    Map<String, String> map = new HashMap<>();
    map.put(TABLE, partition.table());
    map.put(KIND, kind(partition));
    if (partition instanceof SourcePartition.Segment segment) {
      map.put(EPOCH, Long.toString(segment.epochMicros()));
      map.put(SEGMENT, Integer.toString(segment.segment()));
    } else if (partition instanceof SourcePartition.Shard shard) {
      map.put(STREAM, shard.stream());
      map.put(SHARD, shard.shard());
    } else if (partition instanceof SourcePartition.Floor floor) {
      map.put(STREAM, floor.stream());
      map.put(SHARD, floor.shard());
      map.put(EPOCH, Long.toString(floor.epochMicros()));
    } else if (partition instanceof SourcePartition.Share share) {
      map.put(SHARE, Integer.toString(share.index()));
      map.put(SHARES, Integer.toString(share.count()));
    } else if (partition instanceof SourcePartition.Repair repair) {
      map.put(EPOCH, Long.toString(repair.epochMicros()));
    }
    return map;
  }

  /** The name of a partition's kind, as it stands in the offsets. */
  public static String kind(SourcePartition partition) {
    if (partition instanceof SourcePartition.Table) {
      return TABLE;
    } else if (partition instanceof SourcePartition.First) {
      return FIRST;
    } else if (partition instanceof SourcePartition.Segment) {
      return SEGMENT;
    } else if (partition instanceof SourcePartition.Shard) {
      return SHARD;
    } else if (partition instanceof SourcePartition.Floor) {
      return FLOOR;
    } else if (partition instanceof SourcePartition.Share) {
      return SHARE;
    } else if (partition instanceof SourcePartition.Gap) {
      return GAP;
    } else if (partition instanceof SourcePartition.Topic) {
      return TOPIC;
    }
    return REPAIR;
  }

  /**
   * The partition that a map stands for.
   *
   * @throws ConnectException if it stands for none
   */
  public static SourcePartition decode(Map<String, ?> map) {
    OffsetFields fields = new OffsetFields("partition " + map, map);
    String table = fields.text(TABLE);
    String kind = fields.text(KIND);
    fields.only(names(kind, fields));
    return switch (kind) {
      case TABLE -> new SourcePartition.Table(table);
      case FIRST -> new SourcePartition.First(table);
      case SEGMENT ->
          new SourcePartition.Segment(table, epoch(fields), fields.smallDigits(SEGMENT));
      case SHARD -> new SourcePartition.Shard(table, fields.text(STREAM), fields.text(SHARD));
      case FLOOR ->
          new SourcePartition.Floor(table, fields.text(STREAM), fields.text(SHARD), epoch(fields));
      case SHARE ->
          new SourcePartition.Share(table, fields.smallDigits(SHARE), fields.smallDigits(SHARES));
      case GAP -> new SourcePartition.Gap(table);
      case TOPIC -> new SourcePartition.Topic(table);
      default -> new SourcePartition.Repair(table, epoch(fields));
    };
  }

  private static Set<String> names(String kind, OffsetFields fields) {
    return switch (kind) {
      case TABLE, FIRST, GAP, TOPIC -> Set.of(TABLE, KIND);
      case SEGMENT -> Set.of(TABLE, KIND, EPOCH, SEGMENT);
      case SHARD -> Set.of(TABLE, KIND, STREAM, SHARD);
      case FLOOR -> Set.of(TABLE, KIND, STREAM, SHARD, EPOCH);
      case SHARE -> Set.of(TABLE, KIND, SHARE, SHARES);
      case REPAIR -> Set.of(TABLE, KIND, EPOCH);
      default ->
          throw fields.error(
              KIND, "is none of table, first, segment, shard, floor, share, gap, topic and repair");
    };
  }

  private static long epoch(OffsetFields fields) {
    return fields.writeTime(EPOCH, fields.digits(EPOCH));
  }
}
