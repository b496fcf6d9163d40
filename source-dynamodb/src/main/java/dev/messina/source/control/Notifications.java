package dev.messina.source.control;

import dev.messina.source.control.Signal.RefusedSignal;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells operators what happens to tables: in the log, and in Debezium's format on a topic where one
 * is configured. Each method logs, and gives the record to send if there is to be one. A
 * notification carries no position and may come twice after a crash, with the same id.
 */
public final class Notifications {

  private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);

  private static final String ID = "id";
  private static final String AGGREGATE_TYPE = "aggregate_type";
  private static final String TYPE = "type";
  private static final String ADDITIONAL_DATA = "additional_data";
  private static final String TIMESTAMP = "timestamp";
  private static final String SIGNAL = "Signal";
  private static final String REFUSED = "REFUSED";

  private static final Schema KEY =
      SchemaBuilder.struct()
          .name("io.debezium.connector.common.NotificationKey")
          .version(1)
          .field(ID, Schema.STRING_SCHEMA)
          .build();

  private static final Schema VALUE =
      SchemaBuilder.struct()
          .name("io.debezium.connector.common.Notification")
          .version(1)
          .field(ID, Schema.STRING_SCHEMA)
          .field(TYPE, Schema.STRING_SCHEMA)
          .field(AGGREGATE_TYPE, Schema.STRING_SCHEMA)
          .field(
              ADDITIONAL_DATA,
              SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA).optional().build())
          .field(TIMESTAMP, Schema.INT64_SCHEMA)
          .build();

  private final String connector;
  private final String topic;
  private final Clock clock;

  /**
   * @param connector the connector's name
   */
  public Notifications(ControlSettings settings, String connector, Clock clock) {
    this.connector = connector;
    this.topic = settings.notificationTopic();
    this.clock = clock;
  }

  /**
   * One reading of a table.
   *
   * @param id of the signal that asked for it, or one of the reader's own that stays the same over
   *     restarts
   * @param epochMicros the write timestamp of its rows, in microseconds since 1970
   * @param initial whether it is the table's first
   */
  public record SnapshotRun(String id, String table, long epochMicros, boolean initial) {

    /** The first reading of a table, which no signal asked for. */
    public static SnapshotRun first(String table, long epochMicros) {
      return new SnapshotRun(table + "/" + epochMicros, table, epochMicros, true);
    }
  }

  /**
   * Listed keys that were not read.
   *
   * @param epochMicros the write timestamp of the others, in microseconds since 1970
   * @param first the place of the first of them in the list, from 1
   * @param last that of the last
   * @param listed how many keys the list has
   */
  public record RefusedKeys(String table, long epochMicros, int first, int last, int listed) {

    private String place() {
      return (first == last ? "" : first + " to ") + last + " of " + listed;
    }

    /** Without the keys. */
    @Override
    public String toString() {
      return "table '" + table + "', listed key " + place();
    }
  }

  public Optional<SourceRecord> snapshotStarted(SnapshotRun run) {
    return snapshot(run, "STARTED", Map.of());
  }

  /** Where the reading is: once in a while, not for each page. */
  public Optional<SourceRecord> snapshotInProgress(
      SnapshotRun run, long items, int segmentsDone, int segments) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("current_collection_in_progress", run.table());
    data.put("total_rows_scanned", Long.toString(items));
    data.put("segments_done", Integer.toString(segmentsDone));
    data.put("segments", Integer.toString(segments));
    return snapshot(run, "IN_PROGRESS", data);
  }

  public Optional<SourceRecord> snapshotCompleted(SnapshotRun run, long items) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("scanned_collection", run.table());
    data.put("total_rows_scanned", Long.toString(items));
    data.put("status", items == 0 ? "EMPTY" : "SUCCEEDED");
    return snapshot(run, "COMPLETED", data);
  }

  /**
   * @param reason why, in a few words
   */
  public Optional<SourceRecord> snapshotAborted(SnapshotRun run, String reason) {
    return snapshot(run, "ABORTED", Map.of("reason", reason));
  }

  public Optional<SourceRecord> snapshotPaused(SnapshotRun run) {
    return snapshot(run, "PAUSED", Map.of());
  }

  public Optional<SourceRecord> snapshotResumed(SnapshotRun run) {
    return snapshot(run, "RESUMED", Map.of());
  }

  /**
   * Changes that were lost, since the stream no longer has them.
   *
   * @param stream the stream's label
   * @param from the last moment at which nothing was missing
   * @param to the moment from which on everything is there again
   * @param policy what is done about it
   */
  public Optional<SourceRecord> loss(
      String table, String stream, String shard, Instant from, Instant to, String policy) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("data_collections", table);
    data.put("stream", stream);
    data.put("shard", shard);
    data.put("from", from.toString());
    data.put("to", to.toString());
    data.put("policy", policy);
    return send(table + "/" + stream + "/" + shard + "/" + from, "Data Loss", "DETECTED", data);
  }

  /** A signal has taken effect. */
  public Optional<SourceRecord> signalAccepted(Signal signal) {
    return signal(signal, "ACCEPTED", Map.of());
  }

  /**
   * A signal was understood but cannot be followed.
   *
   * @param reason why, in a few words
   */
  public Optional<SourceRecord> signalRefused(Signal signal, String reason) {
    return signal(signal, REFUSED, Map.of("reason", reason));
  }

  /** A record of the control topic cannot be followed; which tables it means is not known. */
  public Optional<SourceRecord> signalRefused(RefusedSignal refused) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("position", refused.position());
    data.put("reason", refused.reason());
    return send(refused.id(), SIGNAL, REFUSED, data);
  }

  /**
   * Listed keys cannot be read; the others of the list are.
   *
   * @param reason why, in a few words and without a value of a key
   */
  public Optional<SourceRecord> keysRefused(RefusedKeys keys, String reason) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("data_collections", keys.table());
    data.put("epoch_us", Long.toString(keys.epochMicros()));
    data.put("key", keys.place());
    data.put("reason", reason);
    return send(keys.table() + "/" + keys.epochMicros(), SIGNAL, "KEY_REFUSED", data);
  }

  private Optional<SourceRecord> signal(Signal signal, String type, Map<String, String> more) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("data_collections", collections(signal));
    data.put("signal", signal.type().text());
    data.put("position", signal.at().partition() + "@" + signal.at().offset());
    data.putAll(more);
    return send(signal.id(), SIGNAL, type, data);
  }

  private static String collections(Signal signal) {
    return String.join(", ", signal.tables().stream().sorted().toList());
  }

  private Optional<SourceRecord> snapshot(SnapshotRun run, String type, Map<String, String> more) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("data_collections", run.table());
    data.put("epoch_us", Long.toString(run.epochMicros()));
    data.putAll(more);
    return send(run.id(), run.initial() ? "Initial Snapshot" : "Incremental Snapshot", type, data);
  }

  private Optional<SourceRecord> send(
      String id, String aggregateType, String type, Map<String, String> data) {
    if (type.endsWith(REFUSED)) {
      LOG.warn("{} {} {}: {}", aggregateType, id, type, data);
    } else {
      LOG.info("{} {} {}: {}", aggregateType, id, type, data);
    }
    if (topic.isEmpty()) {
      return Optional.empty();
    }
    data.put("connector_name", connector);
    Struct value =
        new Struct(VALUE)
            .put(ID, id)
            .put(AGGREGATE_TYPE, aggregateType)
            .put(TYPE, type)
            .put(ADDITIONAL_DATA, data)
            .put(TIMESTAMP, clock.millis());
    return Optional.of(
        new SourceRecord(null, null, topic, null, KEY, new Struct(KEY).put(ID, id), VALUE, value));
  }
}
