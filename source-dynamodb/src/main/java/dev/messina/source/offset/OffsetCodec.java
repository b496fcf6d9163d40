package dev.messina.source.offset;

import dev.messina.source.change.Epoch;
import dev.messina.source.change.ItemJson;
import dev.messina.source.change.WriteClock;
import dev.messina.source.offset.SourceOffset.KeySnapshotOffset;
import dev.messina.source.offset.SourceOffset.SegmentOffset;
import dev.messina.source.offset.SourceOffset.TaskOffset;
import dev.messina.source.offset.SourceOffset.TopicOffset;
import dev.messina.source.offset.TableOffset.EpochRequest;
import dev.messina.source.offset.TableOffset.EpochRequest.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
public final class OffsetCodec {

  /** Of the offsets' format. A higher one in the store is refused. */
  static final int VERSION = 1;

  private static final String EPOCH_US = "epoch_us";
  private static final String STREAM_START_US = "stream_start_us";
  private static final String EPOCHS = "epochs";
  private static final String TABLE_ID = "table_id";
  private static final String STREAM = "stream";
  private static final String TOTAL_SEGMENTS = "total_segments";
  private static final String CONSISTENT_READ = "consistent_read";
  private static final String EXPORT = "export";
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

  private static final Encoder ENCODER = new Encoder();

  private OffsetCodec() {}

  public static Map<String, Object> encode(SourceOffset position) {
    return position.fold(ENCODER);
  }

  /**
   * The position of a partition.
   *
   * @throws ConnectException if the map is none
   */
  public static SourceOffset position(SourcePartition partition, Map<String, ?> map) {
    return partition.fold(new Decoder(map));
  }

  /** The position of a table, now or at its first epoch. */
  static TableOffset table(SourcePartition partition, Map<String, ?> map) {
    OffsetFields fields = fields(partition, map);
    // A newer version may have fields that this one does not know; what has none may be anything.
    if (map.containsKey(VERSION_FIELD)) {
      requireKnownVersion(fields);
    }
    fields.only(
        Set.of(
            EPOCH_US,
            STREAM_START_US,
            EPOCHS,
            TABLE_ID,
            STREAM,
            TOTAL_SEGMENTS,
            CONSISTENT_READ,
            EXPORT,
            LISTED_MS,
            BEGAN_MS,
            REQUEST,
            REQUEST_SCOPE,
            KEYS,
            SIGNALS,
            VERSION_FIELD));
    requireKnownVersion(fields);
    long epochMicros = fields.writeTimestamp(EPOCH_US, fields.number(EPOCH_US));
    List<Long> epochs = epochs(fields);
    if (epochs.get(epochs.size() - 1) < epochMicros) {
      throw fields.error(EPOCHS, "ends before epoch_us");
    }
    return new TableOffset(
        new TableOffset.Scan(
            new Epoch(epochMicros, fields.number(STREAM_START_US)),
            fields.smallNumber(TOTAL_SEGMENTS),
            fields.flag(CONSISTENT_READ),
            Optional.ofNullable(fields.textOrNull(EXPORT)).orElse("")),
        epochs,
        new TableOffset.Followed(
            fields.text(TABLE_ID), fields.text(STREAM), fields.number(LISTED_MS)),
        fields.number(BEGAN_MS),
        new TableOffset.Asked(request(fields), keys(fields), fields.text(SIGNALS)));
  }

  private static void requireKnownVersion(OffsetFields fields) {
    if (fields.number(VERSION_FIELD) > VERSION) {
      throw fields.error(
          VERSION_FIELD, "is newer than this version of Messina knows; install a newer one");
    }
  }

  private static List<Long> epochs(OffsetFields fields) {
    String text = fields.text(EPOCHS);
    if (!text.matches("[0-9]{1,18}(,[0-9]{1,18})*")) {
      throw fields.error(EPOCHS, "is not a list of numbers with commas between");
    }
    return Stream.of(text.split(","))
        .map(each -> fields.writeTimestamp(EPOCHS, Long.parseLong(each)))
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

  static SegmentOffset segment(SourcePartition.Segment partition, Map<String, ?> map) {
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
    return new SegmentOffset(
        lastKey, fields.number(PAGES), fields.number(ITEMS), fields.flag(DONE));
  }

  static TaskOffset task(SourcePartition.Task partition, Map<String, ?> map) {
    OffsetFields fields = fields(partition, map);
    fields.only(Set.of(REQUEST, HIGHEST_US, RAISED_US, LISTED_MS, SCANNED_US));
    return new TaskOffset(
        fields.text(REQUEST),
        fields.number(HIGHEST_US),
        fields.number(RAISED_US),
        fields.number(LISTED_MS),
        fields.number(SCANNED_US));
  }

  static DataLossOffset dataLoss(SourcePartition.DataLoss partition, Map<String, ?> map) {
    OffsetFields fields = fields(partition, map);
    fields.only(Set.of(EPOCH_US, STREAM, SHARD, FROM_US, TO_US, DETECTED_MS, RESCAN));
    return new DataLossOffset(
        fields.writeTimestamp(EPOCH_US, fields.number(EPOCH_US)),
        fields.text(STREAM),
        fields.text(SHARD),
        fields.number(FROM_US),
        fields.number(TO_US),
        fields.number(DETECTED_MS),
        fields.flag(RESCAN));
  }

  static KeySnapshotOffset keySnapshot(SourcePartition.KeySnapshot partition, Map<String, ?> map) {
    OffsetFields fields = fields(partition, map);
    fields.only(Set.of(NEXT, DONE));
    return new KeySnapshotOffset(fields.number(NEXT), fields.flag(DONE));
  }

  static TopicOffset topic(SourcePartition partition, Map<String, ?> map) {
    OffsetFields fields = fields(partition, map);
    fields.only(Set.of(TOPIC, TOPIC_ID, CONTROL, CONTROL_ID));
    return new TopicOffset(
        fields.text(TOPIC), fields.text(TOPIC_ID), fields.text(CONTROL), fields.text(CONTROL_ID));
  }

  /** The position of a shard, or of its epoch barrier. */
  static ShardOffset shard(SourcePartition partition, Map<String, ?> map) {
    OffsetFields fields = fields(partition, map);
    fields.only(
        Set.of(SEQUENCE, WRITE_TS_US, PASSED, CHANGE_TS_US, EPOCH_US, FINISHED, CHECKED_MS));
    String sequence = fields.textOrNull(SEQUENCE);
    if (sequence != null && !sequence.matches("[0-9]{1,40}")) {
      throw fields.error(SEQUENCE, "is not a sequence number of up to 40 digits");
    }
    long writeMicros = fields.writeTimestamp(WRITE_TS_US, fields.number(WRITE_TS_US));
    long epochMicros = fields.writeTimestamp(EPOCH_US, fields.number(EPOCH_US));
    if (writeMicros < epochMicros) {
      throw fields.error(WRITE_TS_US, "lies before epoch_us");
    }
    return new ShardOffset(
        sequence,
        new WriteClock(writeMicros, fields.flag(PASSED), fields.number(CHANGE_TS_US)),
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

  private static final class Encoder implements SourceOffset.Kinds<Map<String, Object>> {

    @Override
    public Map<String, Object> table(TableOffset table) {
      Map<String, Object> map = new HashMap<>();
      map.put(EPOCH_US, table.epoch().epochMicros());
      map.put(STREAM_START_US, table.epoch().streamStartMicros());
      map.put(
          EPOCHS, table.epochs().stream().map(String::valueOf).collect(Collectors.joining(",")));
      map.put(TABLE_ID, table.tableId());
      map.put(STREAM, table.stream());
      map.put(TOTAL_SEGMENTS, table.totalSegments());
      map.put(CONSISTENT_READ, table.consistentRead());
      putUnlessNull(map, EXPORT, table.export().isEmpty() ? null : table.export());
      map.put(LISTED_MS, table.listedMillis());
      map.put(BEGAN_MS, table.beganMillis());
      if (table.request() != null) {
        map.put(REQUEST, table.request().id());
        map.put(REQUEST_SCOPE, table.request().scope().name().toLowerCase(Locale.ROOT));
      }
      putUnlessNull(map, KEYS, table.keys());
      map.put(SIGNALS, table.signals());
      map.put(VERSION_FIELD, VERSION);
      return map;
    }

    @Override
    public Map<String, Object> segment(SegmentOffset segment) {
      Map<String, Object> map = new HashMap<>();
      putUnlessNull(map, LAST_KEY, segment.lastKey());
      map.put(PAGES, segment.pages());
      map.put(ITEMS, segment.items());
      map.put(DONE, segment.done());
      return map;
    }

    @Override
    public Map<String, Object> shard(ShardOffset shard) {
      Map<String, Object> map = new HashMap<>();
      putUnlessNull(map, SEQUENCE, shard.sequence());
      map.put(WRITE_TS_US, shard.writeClock().writeMicros());
      map.put(PASSED, shard.writeClock().passed());
      map.put(CHANGE_TS_US, shard.writeClock().changeMicros());
      map.put(EPOCH_US, shard.epochMicros());
      map.put(FINISHED, shard.finished());
      map.put(CHECKED_MS, shard.checkedMillis());
      return map;
    }

    @Override
    public Map<String, Object> task(TaskOffset task) {
      Map<String, Object> map = new HashMap<>();
      map.put(REQUEST, task.request());
      map.put(HIGHEST_US, task.highestMicros());
      map.put(RAISED_US, task.raisedMicros());
      map.put(LISTED_MS, task.listedMillis());
      map.put(SCANNED_US, task.scannedMicros());
      return map;
    }

    @Override
    public Map<String, Object> dataLoss(DataLossOffset loss) {
      Map<String, Object> map = new HashMap<>();
      map.put(EPOCH_US, loss.epochMicros());
      map.put(STREAM, loss.stream());
      map.put(SHARD, loss.shard());
      map.put(FROM_US, loss.fromMicros());
      map.put(TO_US, loss.toMicros());
      map.put(DETECTED_MS, loss.detectedMillis());
      map.put(RESCAN, loss.rescan());
      return map;
    }

    @Override
    public Map<String, Object> topic(TopicOffset topic) {
      Map<String, Object> map = new HashMap<>();
      map.put(TOPIC, topic.topic());
      map.put(TOPIC_ID, topic.topicId());
      map.put(CONTROL, topic.control());
      map.put(CONTROL_ID, topic.controlId());
      return map;
    }

    @Override
    public Map<String, Object> keySnapshot(KeySnapshotOffset keys) {
      Map<String, Object> map = new HashMap<>();
      map.put(NEXT, keys.next());
      map.put(DONE, keys.done());
      return map;
    }
  }

  private record Decoder(Map<String, ?> map) implements SourcePartition.Kinds<SourceOffset> {

    @Override
    public SourceOffset table(SourcePartition.Table table) {
      return OffsetCodec.table(table, map);
    }

    @Override
    public SourceOffset first(SourcePartition.First first) {
      return OffsetCodec.table(first, map);
    }

    @Override
    public SourceOffset segment(SourcePartition.Segment segment) {
      return OffsetCodec.segment(segment, map);
    }

    @Override
    public SourceOffset shard(SourcePartition.Shard shard) {
      return OffsetCodec.shard(shard, map);
    }

    @Override
    public SourceOffset epochBarrier(SourcePartition.EpochBarrier barrier) {
      return OffsetCodec.shard(barrier, map);
    }

    @Override
    public SourceOffset task(SourcePartition.Task task) {
      return OffsetCodec.task(task, map);
    }

    @Override
    public SourceOffset dataLoss(SourcePartition.DataLoss loss) {
      return OffsetCodec.dataLoss(loss, map);
    }

    @Override
    public SourceOffset topic(SourcePartition.Topic topic) {
      return OffsetCodec.topic(topic, map);
    }

    @Override
    public SourceOffset keySnapshot(SourcePartition.KeySnapshot keys) {
      return OffsetCodec.keySnapshot(keys, map);
    }
  }
}
