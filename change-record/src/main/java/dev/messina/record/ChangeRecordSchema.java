package dev.messina.record;

import dev.messina.record.ChangeFacts.KeyPart;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * The spelling of the change record: Debezium's envelope with a source block of our own. One schema
 * serves every table, so that a schema registry holds one version of it.
 */
public final class ChangeRecordSchema {

  /** Ends in {@code .Envelope}, by which Debezium's own transforms recognise an envelope. */
  public static final String ENVELOPE_NAME = "dev.messina.dynamodb.Envelope";

  public static final String SOURCE_NAME = "dev.messina.dynamodb.Source";

  /** Debezium's logical type for JSON text. */
  public static final String JSON_NAME = "io.debezium.data.Json";

  /**
   * Raised when a reader of the previous version would misread a record; new optional fields do not
   * raise it.
   */
  public static final int RECORD_VERSION = 1;

  public static final String CONNECTOR = "dynamodb";

  /** Header, string: the operation's code. */
  public static final String OPERATION_HEADER = "messina.op";

  /** Header, boolean: true where {@code before} was left out because the record was too big. */
  public static final String BEFORE_DROPPED_HEADER = "messina.before.dropped";

  /**
   * Header, string, once for each attribute of a key of which one is binary, as {@link
   * KeyPart#text}: JSON without schemas cannot tell bytes from text, and a tombstone has no value.
   */
  public static final String KEY_HEADER = "messina.key";

  static final String BEFORE = "before";
  static final String AFTER = "after";
  static final String SOURCE = "source";
  static final String OPERATION = "op";
  static final String TS_MS = "ts_ms";
  static final String TS_US = "ts_us";
  static final String TS_NS = "ts_ns";

  static final String VERSION = "version";
  static final String CONNECTOR_FIELD = "connector";
  static final String NAME = "name";
  static final String SNAPSHOT = "snapshot";
  static final String REGION = "db";
  static final String TABLE = "table";
  static final String RECORD_VERSION_FIELD = "record_version";
  static final String EPOCH_US = "epoch_us";
  static final String WRITE_TS_US = "write_ts_us";
  static final String SEGMENT = "segment";
  static final String TOTAL_SEGMENTS = "total_segments";
  static final String STREAM = "stream";
  static final String SHARD = "shard";
  static final String SEQUENCE = "sequence";
  static final String EVENT_ID = "event_id";
  static final String TTL = "ttl";
  static final String USER_IDENTITY = "user_identity";
  static final String KEY = "key";
  static final String BEFORE_IMAGES = "before_images";
  static final String READ_AGAIN = "read_again";

  public static final Schema SOURCE_SCHEMA =
      SchemaBuilder.struct()
          .name(SOURCE_NAME)
          .version(RECORD_VERSION)
          .field(VERSION, Schema.STRING_SCHEMA)
          .field(CONNECTOR_FIELD, Schema.STRING_SCHEMA)
          .field(NAME, Schema.STRING_SCHEMA)
          .field(TS_MS, Schema.INT64_SCHEMA)
          .field(TS_US, Schema.INT64_SCHEMA)
          .field(TS_NS, Schema.INT64_SCHEMA)
          .field(SNAPSHOT, Schema.STRING_SCHEMA)
          .field(REGION, Schema.STRING_SCHEMA)
          .field(TABLE, Schema.STRING_SCHEMA)
          .field(RECORD_VERSION_FIELD, Schema.INT32_SCHEMA)
          .field(EPOCH_US, Schema.INT64_SCHEMA)
          .field(WRITE_TS_US, Schema.INT64_SCHEMA)
          .field(SEGMENT, Schema.OPTIONAL_INT32_SCHEMA)
          .field(TOTAL_SEGMENTS, Schema.OPTIONAL_INT32_SCHEMA)
          .field(STREAM, Schema.OPTIONAL_STRING_SCHEMA)
          .field(SHARD, Schema.OPTIONAL_STRING_SCHEMA)
          .field(SEQUENCE, Schema.OPTIONAL_STRING_SCHEMA)
          .field(EVENT_ID, Schema.OPTIONAL_STRING_SCHEMA)
          .field(TTL, Schema.BOOLEAN_SCHEMA)
          .field(USER_IDENTITY, Schema.OPTIONAL_STRING_SCHEMA)
          .field(KEY, SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build())
          .field(BEFORE_IMAGES, Schema.OPTIONAL_STRING_SCHEMA)
          .field(READ_AGAIN, Schema.OPTIONAL_BOOLEAN_SCHEMA)
          .build();

  private static final Schema IMAGE_SCHEMA =
      SchemaBuilder.string().name(JSON_NAME).version(1).optional().build();

  public static final Schema ENVELOPE_SCHEMA =
      SchemaBuilder.struct()
          .name(ENVELOPE_NAME)
          .version(RECORD_VERSION)
          .field(BEFORE, IMAGE_SCHEMA)
          .field(AFTER, IMAGE_SCHEMA)
          .field(SOURCE, SOURCE_SCHEMA)
          .field(OPERATION, Schema.STRING_SCHEMA)
          .field(TS_MS, Schema.OPTIONAL_INT64_SCHEMA)
          .field(TS_US, Schema.OPTIONAL_INT64_SCHEMA)
          .field(TS_NS, Schema.OPTIONAL_INT64_SCHEMA)
          .build();

  private ChangeRecordSchema() {}
}
