package dev.messina.source.position;

import dev.messina.source.change.Epoch;
import dev.messina.source.change.ItemJson;
import dev.messina.source.change.Lineage;
import dev.messina.source.position.EpochRequest.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;

/**
 * Positions as the maps of primitives that Connect keeps, and back. Reading is strict: what is
 * missing, of another type or unknown is an error that names the field, since a position that was
 * misread would lose changes without a sound.
 */
public final class PositionCodec {

  /** Of the offsets' format. A higher one in the store is refused. */
  static final int VERSION = 1;

  private static final String EPOCH_US = "epoch_us";
  private static final String CUT_US = "cut_us";
  private static final String FLOORS = "floors";
  private static final String TABLE_ID = "table_id";
  private static final String STREAM = "stream";
  private static final String TOTAL_SEGMENTS = "total_segments";
  private static final String CONSISTENT_READ = "consistent_read";
  private static final String LISTED_MS = "listed_ms";
  private static final String BEGAN_MS = "began_ms";
  private static final String REQUEST = "request";
  private static final String REQUEST_SCOPE = "request_scope";
  private static final String KEYS = "keys";
  private static final String SIGNALS = "signals";
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
  private static final String HIGHEST_US = "highest_us";
  private static final String RAISED_US = "raised_us";
  private static final String SCANNED_US = "scanned_us";
  private static final String SHARD = "shard";
  private static final String FROM_US = "from_us";
  private static final String TO_US = "to_us";
  private static final String DETECTED_MS = "detected_ms";
  private static final String RESCAN = "rescan";
  private static final String NEXT = "next";
  private static final String TOPIC = "topic";
  private static final String TOPIC_ID = "topic_id";
  private static final String CONTROL = "control_topic";
  private static final String CONTROL_ID = "control_topic_id";

  private PositionCodec() {}

  /** The map of a position. */
  public static Map<String, Object> encode(SourcePosition position) {
    Map<String, Object> map = new HashMap<>();
    if (position instanceof ShardPosition shard) {
      putUnlessNull(map, SEQUENCE, shard.sequence());
      map.put(WRITE_TS_US, shard.lineage().writeMicros());
      map.put(PASSED, shard.lineage().passed());
      map.put(CHANGE_TS_US, shard.lineage().changeMicros());
      map.put(EPOCH_US, shard.epochMicros());
      map.put(FINISHED, shard.finished());
      map.put(CHECKED_MS, shard.checkedMillis());
    } else if (position instanceof SegmentPosition segment) {
      putUnlessNull(map, LAST_KEY, segment.lastKey());
      map.put(PAGES, segment.pages());
      map.put(ITEMS, segment.items());
      map.put(DONE, segment.done());
    } else if (position instanceof TablePosition table) {
      encode(table, map);
    } else if (position instanceof SharePosition share) {
      map.put(REQUEST, share.request());
      map.put(HIGHEST_US, share.highestMicros());
      map.put(RAISED_US, share.raisedMicros());
      map.put(LISTED_MS, share.listedMillis());
      map.put(SCANNED_US, share.scannedMicros());
    } else if (position instanceof GapPosition gap) {
      map.put(EPOCH_US, gap.epochMicros());
      map.put(STREAM, gap.stream());
      map.put(SHARD, gap.shard());
      map.put(FROM_US, gap.fromMicros());
      map.put(TO_US, gap.toMicros());
      map.put(DETECTED_MS, gap.detectedMillis());
      map.put(RESCAN, gap.rescan());
    } else if (position instanceof RepairPosition repair) {
      map.put(NEXT, repair.next());
      map.put(DONE, repair.done());
    } else if (position instanceof TopicPosition topic) {
      map.put(TOPIC, topic.topic());
      map.put(TOPIC_ID, topic.topicId());
      map.put(CONTROL, topic.control());
      map.put(CONTROL_ID, topic.controlId());
    }
    return map;
  }

  private static void encode(TablePosition table, Map<String, Object> map) {
    map.put(EPOCH_US, table.epoch().epochMicros());
    map.put(CUT_US, table.epoch().cutMicros());
    map.put(FLOORS, table.floors().stream().map(String::valueOf).collect(Collectors.joining(",")));
    map.put(TABLE_ID, table.tableId());
    map.put(STREAM, table.stream());
    map.put(TOTAL_SEGMENTS, table.totalSegments());
    map.put(CONSISTENT_READ, table.consistentRead());
    map.put(LISTED_MS, table.listedMillis());
    map.put(BEGAN_MS, table.beganMillis());
    if (table.request() != null) {
      map.put(REQUEST, table.request().id());
      map.put(REQUEST_SCOPE, table.request().scope().name().toLowerCase(Locale.ROOT));
    }
    putUnlessNull(map, KEYS, table.keys());
    map.put(SIGNALS, table.signals());
    map.put(VERSION_FIELD, VERSION);
  }

  /**
   * The position of a partition.
   *
   * @throws ConnectException if the map is none
   */
  public static SourcePosition position(SourcePartition partition, Map<String, ?> map) {
    if (partition instanceof SourcePartition.Table || partition instanceof SourcePartition.First) {
      return table(partition, map);
    } else if (partition instanceof SourcePartition.Segment segment) {
      return segment(segment, map);
    } else if (partition instanceof SourcePartition.Share share) {
      return share(share, map);
    } else if (partition instanceof SourcePartition.Gap gap) {
      return gap(gap, map);
    } else if (partition instanceof SourcePartition.Repair repair) {
      return repair(repair, map);
    } else if (partition instanceof SourcePartition.Topic) {
      return topic(partition, map);
    }
    return shard(partition, map);
  }

  /** The position of a table, now or at its first epoch. */
  static TablePosition table(SourcePartition partition, Map<String, ?> map) {
    OffsetFields fields = fields(partition, map);
    // A newer version may have fields that this one does not know; what has none may be anything.
    if (map.containsKey(VERSION_FIELD)) {
      requireKnownVersion(fields);
    }
    fields.only(
        Set.of(
            EPOCH_US,
            CUT_US,
            FLOORS,
            TABLE_ID,
            STREAM,
            TOTAL_SEGMENTS,
            CONSISTENT_READ,
            LISTED_MS,
            BEGAN_MS,
            REQUEST,
            REQUEST_SCOPE,
            KEYS,
            SIGNALS,
            VERSION_FIELD));
    requireKnownVersion(fields);
    long epochMicros = fields.writeTime(EPOCH_US, fields.number(EPOCH_US));
    List<Long> floors = floors(fields);
    if (floors.get(floors.size() - 1) < epochMicros) {
      throw fields.error(FLOORS, "ends before epoch_us");
    }
    return new TablePosition(
        new TablePosition.Scan(
            new Epoch(epochMicros, fields.number(CUT_US)),
            fields.smallNumber(TOTAL_SEGMENTS),
            fields.flag(CONSISTENT_READ)),
        floors,
        new TablePosition.Followed(
            fields.text(TABLE_ID), fields.text(STREAM), fields.number(LISTED_MS)),
        fields.number(BEGAN_MS),
        new TablePosition.Asked(request(fields), keys(fields), fields.text(SIGNALS)));
  }

  private static void requireKnownVersion(OffsetFields fields) {
    if (fields.number(VERSION_FIELD) > VERSION) {
      throw fields.error(
          VERSION_FIELD, "is newer than this version of Messina knows; install a newer one");
    }
  }

  private static List<Long> floors(OffsetFields fields) {
    String text = fields.text(FLOORS);
    if (!text.matches("[0-9]{1,18}(,[0-9]{1,18})*")) {
      throw fields.error(FLOORS, "is not a list of numbers with commas between");
    }
    return Stream.of(text.split(","))
        .map(floor -> fields.writeTime(FLOORS, Long.parseLong(floor)))
        .toList();
  }

  private static EpochRequest request(OffsetFields fields) {
    String id = fields.textOrNull(REQUEST);
    if (id == null) {
      return null;
    }
    String scope = fields.text(REQUEST_SCOPE);
    for (Scope known : Scope.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(scope)) {
        return new EpochRequest(id, known);
      }
    }
    throw fields.error(REQUEST_SCOPE, "is none of snapshot, keys and nothing");
  }

  private static String keys(OffsetFields fields) {
    String keys = fields.textOrNull(KEYS);
    if (keys != null) {
      try {
        ItemJson.readKeys(keys);
      } catch (DataException e) {
        throw fields.error(KEYS, "is not an array of keys as DynamoDB JSON");
      }
    }
    return keys;
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

  static SharePosition share(SourcePartition.Share partition, Map<String, ?> map) {
    OffsetFields fields = fields(partition, map);
    fields.only(Set.of(REQUEST, HIGHEST_US, RAISED_US, LISTED_MS, SCANNED_US));
    return new SharePosition(
        fields.text(REQUEST),
        fields.number(HIGHEST_US),
        fields.number(RAISED_US),
        fields.number(LISTED_MS),
        fields.number(SCANNED_US));
  }

  static GapPosition gap(SourcePartition.Gap partition, Map<String, ?> map) {
    OffsetFields fields = fields(partition, map);
    fields.only(Set.of(EPOCH_US, STREAM, SHARD, FROM_US, TO_US, DETECTED_MS, RESCAN));
    return new GapPosition(
        fields.writeTime(EPOCH_US, fields.number(EPOCH_US)),
        fields.text(STREAM),
        fields.text(SHARD),
        fields.number(FROM_US),
        fields.number(TO_US),
        fields.number(DETECTED_MS),
        fields.flag(RESCAN));
  }

  static RepairPosition repair(SourcePartition.Repair partition, Map<String, ?> map) {
    OffsetFields fields = fields(partition, map);
    fields.only(Set.of(NEXT, DONE));
    return new RepairPosition(fields.number(NEXT), fields.flag(DONE));
  }

  static TopicPosition topic(SourcePartition partition, Map<String, ?> map) {
    OffsetFields fields = fields(partition, map);
    fields.only(Set.of(TOPIC, TOPIC_ID, CONTROL, CONTROL_ID));
    return new TopicPosition(
        fields.text(TOPIC), fields.text(TOPIC_ID), fields.text(CONTROL), fields.text(CONTROL_ID));
  }

  /** The position of a shard, or of its floor. */
  static ShardPosition shard(SourcePartition partition, Map<String, ?> map) {
    OffsetFields fields = fields(partition, map);
    fields.only(
        Set.of(SEQUENCE, WRITE_TS_US, PASSED, CHANGE_TS_US, EPOCH_US, FINISHED, CHECKED_MS));
    String sequence = fields.textOrNull(SEQUENCE);
    if (sequence != null && !sequence.matches("[0-9]{1,40}")) {
      throw fields.error(SEQUENCE, "is not a sequence number of up to 40 digits");
    }
    long writeMicros = fields.writeTime(WRITE_TS_US, fields.number(WRITE_TS_US));
    long epochMicros = fields.writeTime(EPOCH_US, fields.number(EPOCH_US));
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
    return new OffsetFields("partition " + PartitionCodec.encode(partition), map);
  }

  private static void putUnlessNull(Map<String, Object> map, String name, String value) {
    if (value != null) {
      map.put(name, value);
    }
  }
}
