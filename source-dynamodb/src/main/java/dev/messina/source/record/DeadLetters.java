package dev.messina.source.record;

import dev.messina.record.ChangeRecord;
import dev.messina.record.ChangeRecordSchema;
import dev.messina.record.ChangeSource;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Headers;

/**
 * What goes to the oversize topic in place of a change: which item has changed, where the change
 * stands, and no image. By its key the item can be read again once there is room for it.
 */
final class DeadLetters {

  static final String REASON_HEADER = "messina.reason";
  static final String REASON = "oversize";

  private static final String TABLE = "table";
  private static final String KEY = "key";
  private static final String OPERATION = "operation";
  private static final String EPOCH_US = "epoch_us";
  private static final String WRITE_TS_US = "write_ts_us";
  private static final String SEGMENT = "segment";
  private static final String STREAM = "stream";
  private static final String SHARD = "shard";
  private static final String SEQUENCE = "sequence";
  private static final String SIZE_BYTES = "size_bytes";
  private static final String MAX_BYTES = "max_bytes";

  /** Neither a change record nor a row: whatever is fed with the topic by mistake refuses it. */
  static final Schema SCHEMA =
      SchemaBuilder.struct()
          .name("dev.messina.dynamodb.Oversize")
          .version(1)
          .field(TABLE, Schema.STRING_SCHEMA)
          .field(KEY, SchemaBuilder.string().name(ChangeRecordSchema.JSON_NAME).version(1).build())
          .field(OPERATION, Schema.STRING_SCHEMA)
          .field(EPOCH_US, Schema.INT64_SCHEMA)
          .field(WRITE_TS_US, Schema.INT64_SCHEMA)
          .field(SEGMENT, Schema.OPTIONAL_INT32_SCHEMA)
          .field(STREAM, Schema.OPTIONAL_STRING_SCHEMA)
          .field(SHARD, Schema.OPTIONAL_STRING_SCHEMA)
          .field(SEQUENCE, Schema.OPTIONAL_STRING_SCHEMA)
          .field(SIZE_BYTES, Schema.INT64_SCHEMA)
          .field(MAX_BYTES, Schema.INT64_SCHEMA)
          .build();

  private final Origin origin;
  private final String replacedTopic;

  /**
   * @throws ConfigException if the topic of the dead letters is the table's own
   */
  DeadLetters(Origin origin) {
    this.origin = origin;
    this.replacedTopic = origin.topics().topic(origin.table());
    if (origin.settings().oversize() == RecordSettings.OversizePolicy.DEAD_LETTER
        && replacedTopic.equals(topic())) {
      throw new ConfigException(
          RecordSettings.DEAD_LETTER_TOPIC,
          topic(),
          "is the topic of table '" + origin.table() + "'; name another one");
    }
  }

  String topic() {
    return origin.settings().deadLetterTopic();
  }

  /**
   * The value in place of the change's own.
   *
   * @param key the item's key as DynamoDB JSON
   */
  Struct value(String key, ChangeRecord change, long bytes) {
    ChangeSource source = change.source();
    Struct value =
        new Struct(SCHEMA)
            .put(TABLE, source.table())
            .put(KEY, key)
            .put(OPERATION, change.operation().code())
            .put(EPOCH_US, source.epochMicros())
            .put(WRITE_TS_US, source.writeTimestampMicros())
            .put(SIZE_BYTES, bytes)
            .put(MAX_BYTES, (long) origin.settings().maxBytes());
    if (source.position() instanceof ChangeSource.StreamShard shard) {
      return value
          .put(STREAM, shard.stream())
          .put(SHARD, shard.shard())
          .put(SEQUENCE, shard.sequence());
    }
    return value.put(SEGMENT, ((ChangeSource.ScanSegment) source.position()).segment());
  }

  /**
   * Adds what Connect would say of a record that it dead-letters, and our own coordinates.
   *
   * @param headers those of the change
   */
  void describe(Headers headers, ChangeRecord change, long bytes, String problem) {
    headers
        .addString("__connect.errors.topic", replacedTopic)
        .addString("__connect.errors.connector.name", origin.connector())
        .addString("__connect.errors.task.id", origin.task())
        .addString("__connect.errors.exception.class.name", RecordTooLargeException.class.getName())
        .addString("__connect.errors.exception.message", problem)
        .addString(REASON_HEADER, REASON)
        .addString("messina.table", change.source().table())
        .addLong("messina.size.bytes", bytes);
    if (change.source().position() instanceof ChangeSource.StreamShard shard) {
      headers
          .addString("messina.shard", shard.shard())
          .addString("messina.sequence", shard.sequence());
    }
  }
}
