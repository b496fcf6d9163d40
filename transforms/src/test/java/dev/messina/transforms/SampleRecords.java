package dev.messina.transforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.record.ChangeFacts;
import dev.messina.record.ChangeFacts.KeyPart;
import dev.messina.record.ChangeOperation;
import dev.messina.record.ChangeRecord;
import dev.messina.record.ChangeRecordWriter;
import dev.messina.record.ChangeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Change records as a sink connector gets them, at {@code shop.orders-3@1842}: with schemas or,
 * after a trip through the JSON converter, without.
 */
final class SampleRecords {

  static final String TOPIC = "shop.orders";
  static final long WRITE_TIMESTAMP = 1_767_225_601_000_100L;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final boolean schemas;
  private final ChangeFacts facts;

  /** Records that say nothing about themselves, as those of before. */
  SampleRecords(boolean schemas) {
    this(schemas, ChangeFacts.UNSAID);
  }

  private SampleRecords(boolean schemas, ChangeFacts facts) {
    this.schemas = schemas;
    this.facts = facts;
  }

  /** The same, which say what their source keeps of the item before a change. */
  SampleRecords keeping(ChangeFacts.BeforeImages images) {
    return new SampleRecords(schemas, new ChangeFacts(facts.key(), images, false));
  }

  /** The same, of keys that were read again one by one. */
  SampleRecords readAgain() {
    return new SampleRecords(schemas, new ChangeFacts(facts.key(), null, true));
  }

  /** The same, which tell their key. */
  SampleRecords ofKey(KeyPart... key) {
    return new SampleRecords(
        schemas, new ChangeFacts(List.of(key), facts.beforeImages(), facts.readAgain()));
  }

  /** A created item; its key is the attributes in {@code key}, written as DynamoDB JSON. */
  SinkRecord created(String key, String item) {
    return record(key, change(ChangeOperation.CREATE, null, item));
  }

  /** An item as the snapshot read it. */
  SinkRecord read(String key, String item) {
    ChangeSource.Position position = new ChangeSource.ScanSegment(0, 1);
    return record(key, change(ChangeOperation.SNAPSHOT, null, item, position));
  }

  /** A delete by DynamoDB's time to live. */
  SinkRecord expired(String key, String before) {
    ChangeSource.Position position =
        new ChangeSource.StreamShard("label", "shard-1", "1001", "event-1", true, null);
    return record(key, change(ChangeOperation.DELETE, before, null, position));
  }

  SinkRecord updated(String key, String before, String after) {
    return record(key, change(ChangeOperation.UPDATE, before, after));
  }

  SinkRecord deleted(String key) {
    return deleted(key, null);
  }

  SinkRecord deleted(String key, String before) {
    return record(key, change(ChangeOperation.DELETE, before, null));
  }

  SinkRecord tombstone(String key) {
    ChangeRecord change = change(ChangeOperation.DELETE, null, null);
    Struct struct = key(key);
    SinkRecord record = record(schemas ? struct.schema() : null, keyValue(struct), null, null);
    ChangeRecordWriter.headers(change).forEach(record.headers()::add);
    return record;
  }

  SinkRecord record(String key, ChangeRecord change) {
    Struct struct = key(key);
    Struct value = ChangeRecordWriter.value(change);
    SinkRecord record =
        record(
            schemas ? struct.schema() : null,
            keyValue(struct),
            schemas ? value.schema() : null,
            schemas ? value : withoutSchema(value));
    ChangeRecordWriter.headers(change).forEach(record.headers()::add);
    return record;
  }

  static SinkRecord record(Schema keySchema, Object key, Schema valueSchema, Object value) {
    return new SinkRecord(
        TOPIC, 3, keySchema, key, valueSchema, value, 1842, 77L, TimestampType.CREATE_TIME);
  }

  private ChangeRecord change(ChangeOperation operation, String before, String after) {
    ChangeSource.Position position =
        new ChangeSource.StreamShard("label", "shard-1", "1001", "event-1", false, null);
    return change(operation, before, after, position);
  }

  private ChangeRecord change(
      ChangeOperation operation, String before, String after, ChangeSource.Position position) {
    ChangeSource source =
        new ChangeSource(
            "0.1.0",
            "shop",
            "eu-west-1",
            "orders",
            1_767_225_601_000_000L,
            1_767_225_600_000_000L,
            WRITE_TIMESTAMP,
            position,
            facts);
    return new ChangeRecord(operation, before, after, source, 1_767_225_605_000_000_000L);
  }

  private static Struct key(String attributes) {
    JsonNode typed = tree(attributes);
    SchemaBuilder builder = SchemaBuilder.struct().name(TOPIC + ".Key");
    typed
        .properties()
        .forEach(
            attribute ->
                builder.field(
                    attribute.getKey(),
                    attribute.getValue().has("B") ? Schema.BYTES_SCHEMA : Schema.STRING_SCHEMA));
    Struct key = new Struct(builder.build());
    for (Field field : key.schema().fields()) {
      JsonNode value = typed.get(field.name()).elements().next();
      boolean binary = field.schema().type() == Schema.Type.BYTES;
      key.put(field, binary ? Base64.getDecoder().decode(value.asText()) : value.asText());
    }
    return key;
  }

  private Object keyValue(Struct key) {
    return schemas ? key : withoutSchema(key);
  }

  private static Object withoutSchema(Struct value) {
    try (JsonConverter converter = new JsonConverter()) {
      converter.configure(Map.of("schemas.enable", false), false);
      byte[] bytes = converter.fromConnectData(TOPIC, value.schema(), value);
      SchemaAndValue read = converter.toConnectData(TOPIC, bytes);
      return read.value();
    }
  }

  static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
