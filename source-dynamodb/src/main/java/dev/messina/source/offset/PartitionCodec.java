package dev.messina.source.offset;

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
  private static final String EPOCH_BARRIER = "epoch-barrier";
  private static final String TASK = "task";
  private static final String TASKS = "tasks";
  private static final String DATA_LOSS = "data-loss";
  private static final String KEY_SNAPSHOT = "key-snapshot";
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
    map.put(KIND, partition.fold(new Encoder(map)));
    return map;
  }

  /** The name of a partition's kind, as it stands in the offsets. */
  public static String kind(SourcePartition partition) {
    return partition.fold(new Encoder(new HashMap<>()));
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
      case EPOCH_BARRIER ->
          new SourcePartition.EpochBarrier(
              table, fields.text(STREAM), fields.text(SHARD), epoch(fields));
      case TASK ->
          new SourcePartition.Task(table, fields.smallDigits(TASK), fields.smallDigits(TASKS));
      case DATA_LOSS -> new SourcePartition.DataLoss(table);
      case TOPIC -> new SourcePartition.Topic(table);
      case KEY_SNAPSHOT -> new SourcePartition.KeySnapshot(table, epoch(fields));
      default -> throw unknown(fields);
    };
  }

  private static Set<String> names(String kind, OffsetFields fields) {
    return switch (kind) {
      case TABLE, FIRST, DATA_LOSS, TOPIC -> Set.of(TABLE, KIND);
      case SEGMENT -> Set.of(TABLE, KIND, EPOCH, SEGMENT);
      case SHARD -> Set.of(TABLE, KIND, STREAM, SHARD);
      case EPOCH_BARRIER -> Set.of(TABLE, KIND, STREAM, SHARD, EPOCH);
      case TASK -> Set.of(TABLE, KIND, TASK, TASKS);
      case KEY_SNAPSHOT -> Set.of(TABLE, KIND, EPOCH);
      default -> throw unknown(fields);
    };
  }

  private static ConnectException unknown(OffsetFields fields) {
    return fields.error(
        KIND,
        "is none of table, first, segment, shard, epoch-barrier, task, data-loss, topic and"
            + " key-snapshot");
  }

  private static long epoch(OffsetFields fields) {
    return fields.writeTimestamp(EPOCH, fields.digits(EPOCH));
  }

  /**
   * Puts in the fields beside table and kind, and says the kind.
   *
   * @param map the partition's
   */
  private record Encoder(Map<String, String> map) implements SourcePartition.Kinds<String> {

    @Override
    public String table(SourcePartition.Table table) {
      return TABLE;
    }

    @Override
    public String first(SourcePartition.First first) {
      return FIRST;
    }

    @Override
    public String segment(SourcePartition.Segment segment) {
      map.put(EPOCH, Long.toString(segment.epochMicros()));
      map.put(SEGMENT, Integer.toString(segment.segment()));
      return SEGMENT;
    }

    @Override
    public String shard(SourcePartition.Shard shard) {
      map.put(STREAM, shard.stream());
      map.put(SHARD, shard.shard());
      return SHARD;
    }

    @Override
    public String epochBarrier(SourcePartition.EpochBarrier barrier) {
      map.put(STREAM, barrier.stream());
      map.put(SHARD, barrier.shard());
      map.put(EPOCH, Long.toString(barrier.epochMicros()));
      return EPOCH_BARRIER;
    }

    @Override
    public String task(SourcePartition.Task task) {
      map.put(TASK, Integer.toString(task.index()));
      map.put(TASKS, Integer.toString(task.count()));
      return TASK;
    }

    @Override
    public String dataLoss(SourcePartition.DataLoss loss) {
      return DATA_LOSS;
    }

    @Override
    public String topic(SourcePartition.Topic topic) {
      return TOPIC;
    }

    @Override
    public String keySnapshot(SourcePartition.KeySnapshot keys) {
      map.put(EPOCH, Long.toString(keys.epochMicros()));
      return KEY_SNAPSHOT;
    }
  }
}
