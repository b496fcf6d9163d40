package dev.messina.source.position;

import dev.messina.source.change.Epoch;
import dev.messina.source.change.ItemJson;
import dev.messina.source.change.Lineage;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;

/**
 * Partitions and positions as the maps that Connect keeps, and back. Partitions hold strings,
 * offsets hold primitives. Reading is strict: what is missing, of another type or unknown is an
 * error that names the field, since a position that was misread would lose changes without a sound.
 */
public final class PositionCodec {

  /** Of the offsets' format. A higher one in the store is refused. */
  static final int VERSION = 1;

  private static final String TABLE = "table";
  private static final String KIND = "kind";
  private static final String SEGMENT = "segment";
  private static final String SHARD = "shard";
  private static final String STREAM = "stream";
  private static final String EPOCH = "epoch";

  private static final String EPOCH_US = "epoch_us";
  private static final String CUT_US = "cut_us";
  private static final String TABLE_ID = "table_id";
  private static final String TOTAL_SEGMENTS = "total_segments";
  private static final String CONSISTENT_READ = "consistent_read";
  private static final String LISTED_MS = "listed_ms";
  private static final String VERSION_FIELD = "version";
  private static final String LAST_KEY = "last_key";
  private static final String PAGES = "pages";
  private static final String ITEMS = "items";
  private static final String DONE = "done";
  private static final String SEQUENCE = "sequence";
  private static final String WRITE_TS_US = "write_ts_us";
  private static final String PASSED = "passed";
  private static final String CHANGE_TS_US = "change_ts_us";
  private static final String FINISHED = "finished";
  private static final String CHECKED_MS = "checked_ms";

  private PositionCodec() {}

  /**
   * The map of a partition. A {@link HashMap} on purpose: Connect finds an offset by the bytes of
   * the partition's JSON, and what its REST API reads back is a HashMap; any other order of the
   * fields would hide the offset from {@code GET /connectors/{name}/offsets}.
   */
  public static Map<String, String> encode(SourcePartition partition) {
    Map<String, String> map = new HashMap<>();
    map.put(TABLE, partition.table());
    if (partition instanceof SourcePartition.Segment segment) {
      map.put(KIND, SEGMENT);
      map.put(EPOCH, Long.toString(segment.epochMicros()));
      map.put(SEGMENT, Integer.toString(segment.segment()));
    } else if (partition instanceof SourcePartition.Shard shard) {
      map.put(KIND, SHARD);
      map.put(STREAM, shard.stream());
      map.put(SHARD, shard.shard());
    } else {
      map.put(KIND, TABLE);
    }
    return map;
  }

  /** The map of a position. */
  public static Map<String, Object> encode(SourcePosition position) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (position instanceof TablePosition table) {
      map.put(EPOCH_US, table.epoch().epochMicros());
      map.put(CUT_US, table.epoch().cutMicros());
      map.put(TABLE_ID, table.tableId());
      map.put(STREAM, table.stream());
      map.put(TOTAL_SEGMENTS, table.totalSegments());
      map.put(CONSISTENT_READ, table.consistentRead());
      map.put(LISTED_MS, table.listedMillis());
      map.put(VERSION_FIELD, VERSION);
    } else if (position instanceof SegmentPosition segment) {
      putUnlessNull(map, LAST_KEY, segment.lastKey());
      map.put(PAGES, segment.pages());
      map.put(ITEMS, segment.items());
      map.put(DONE, segment.done());
    } else {
      ShardPosition shard = (ShardPosition) position;
      putUnlessNull(map, SEQUENCE, shard.sequence());
      map.put(WRITE_TS_US, shard.lineage().writeMicros());
      map.put(PASSED, shard.lineage().passed());
      map.put(CHANGE_TS_US, shard.lineage().changeMicros());
      map.put(EPOCH_US, shard.epochMicros());
      map.put(FINISHED, shard.finished());
      map.put(CHECKED_MS, shard.checkedMillis());
    }
    return map;
  }

  /**
   * The partition that a map stands for.
   *
   * @throws ConnectException if it stands for none
   */
  public static SourcePartition partition(Map<String, ?> map) {
    OffsetFields fields = new OffsetFields("partition " + map, map);
    String table = fields.text(TABLE);
    String kind = fields.text(KIND);
    return switch (kind) {
      case TABLE -> {
        fields.only(Set.of(TABLE, KIND));
        yield new SourcePartition.Table(table);
      }
      case SEGMENT -> {
        fields.only(Set.of(TABLE, KIND, EPOCH, SEGMENT));
        yield new SourcePartition.Segment(
            table,
            writeTime(EPOCH, fields.digits(EPOCH), fields),
            Math.toIntExact(fields.digits(SEGMENT)));
      }
      case SHARD -> {
        fields.only(Set.of(TABLE, KIND, STREAM, SHARD));
        yield new SourcePartition.Shard(table, fields.text(STREAM), fields.text(SHARD));
      }
      default -> throw fields.error(KIND, "is none of table, segment and shard");
    };
  }

  /**
   * The position of a partition.
   *
   * @throws ConnectException if the map is none
   */
  public static SourcePosition position(SourcePartition partition, Map<String, ?> map) {
    if (partition instanceof SourcePartition.Table table) {
      return table(table, map);
    }
    if (partition instanceof SourcePartition.Segment segment) {
      return segment(segment, map);
    }
    return shard((SourcePartition.Shard) partition, map);
  }

  static TablePosition table(SourcePartition.Table partition, Map<String, ?> map) {
    OffsetFields fields = fields(partition, map);
    long version = fields.number(VERSION_FIELD);
    if (version > VERSION) {
      throw fields.error(
          VERSION_FIELD, "is newer than this version of Messina knows; install a newer one");
    }
    fields.only(
        Set.of(
            EPOCH_US,
            CUT_US,
            TABLE_ID,
            STREAM,
            TOTAL_SEGMENTS,
            CONSISTENT_READ,
            LISTED_MS,
            VERSION_FIELD));
    return new TablePosition(
        new Epoch(writeTime(EPOCH_US, fields.number(EPOCH_US), fields), fields.number(CUT_US)),
        fields.text(TABLE_ID),
        fields.text(STREAM),
        Math.toIntExact(fields.number(TOTAL_SEGMENTS)),
        fields.flag(CONSISTENT_READ),
        fields.number(LISTED_MS));
  }

  static SegmentPosition segment(SourcePartition.Segment partition, Map<String, ?> map) {
    OffsetFields fields = fields(partition, map);
    fields.only(Set.of(LAST_KEY, PAGES, ITEMS, DONE));
    String lastKey = fields.textOrNull(LAST_KEY);
    if (lastKey != null) {
      try {
        ItemJson.readKey(lastKey);
      } catch (DataException e) {
        throw fields.error(LAST_KEY, "is not an item's key as DynamoDB JSON");
      }
    }
    return new SegmentPosition(
        lastKey, fields.number(PAGES), fields.number(ITEMS), fields.flag(DONE));
  }

  static ShardPosition shard(SourcePartition.Shard partition, Map<String, ?> map) {
    OffsetFields fields = fields(partition, map);
    fields.only(
        Set.of(SEQUENCE, WRITE_TS_US, PASSED, CHANGE_TS_US, EPOCH_US, FINISHED, CHECKED_MS));
    String sequence = fields.textOrNull(SEQUENCE);
    if (sequence != null && !sequence.matches("[0-9]{1,40}")) {
      throw fields.error(SEQUENCE, "is not a sequence number of up to 40 digits");
    }
    long writeMicros = writeTime(WRITE_TS_US, fields.number(WRITE_TS_US), fields);
    long epochMicros = writeTime(EPOCH_US, fields.number(EPOCH_US), fields);
    if (writeMicros < epochMicros) {
      throw fields.error(WRITE_TS_US, "lies before epoch_us");
    }
    return new ShardPosition(
        sequence,
        new Lineage(writeMicros, fields.flag(PASSED), fields.number(CHANGE_TS_US)),
        epochMicros,
        fields.flag(FINISHED),
        fields.number(CHECKED_MS));
  }

  private static OffsetFields fields(SourcePartition partition, Map<String, ?> map) {
    return new OffsetFields("partition " + encode(partition), map);
  }

  private static long writeTime(String name, long micros, OffsetFields fields) {
    if (micros <= 0 || micros % Lineage.STEP_MICROS != 0) {
      throw fields.error(name, "is not a positive multiple of " + Lineage.STEP_MICROS);
    }
    return micros;
  }

  private static void putUnlessNull(Map<String, Object> map, String name, String value) {
    if (value != null) {
      map.put(name, value);
    }
  }
}
