package dev.messina.sink;

import dev.messina.record.ChangeOperation;
import dev.messina.record.ChangeRecord;
import dev.messina.record.ChangeRecordWriter;
import dev.messina.record.ChangeSource;
import dev.messina.sink.mutation.RecordBuilder;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;

/** Change records of items as a worker hands them to a sink's transforms. */
public record ItemRecords(boolean schemas) {

  /**
   * An item at its {@code version}, counted from 0; each is written a step after the one before.
   */
  SinkRecord item(Map<String, Object> key, String attributes, int version) {
    return record(key, ChangeOperation.CREATE, null, "{" + attributes + "}", version);
  }

  private SinkRecord record(
      Map<String, Object> key,
      ChangeOperation operation,
      String before,
      String after,
      int version) {
    ChangeRecord change =
        new ChangeRecord(
            operation,
            before,
            after,
            new ChangeSource(
                "1",
                "shop",
                "eu-west-1",
                "orders",
                RecordBuilder.WRITTEN_AT,
                RecordBuilder.WRITTEN_AT,
                RecordBuilder.WRITTEN_AT + version * 100L,
                new ChangeSource.StreamShard("label", "shard", "1", "event", false, null)),
            RecordBuilder.WRITTEN_AT * 1_000);
    Struct value = ChangeRecordWriter.value(change);
    Struct typedKey = key(key);
    SinkRecord record =
        new SinkRecord(
            RecordBuilder.TOPIC,
            0,
            schemas ? typedKey.schema() : null,
            schemas ? typedKey : key,
            schemas ? value.schema() : null,
            schemas ? value : withoutSchema(value),
            version);
    ChangeRecordWriter.headers(change).forEach(record.headers()::add);
    return record;
  }

  /** An item {@code pk} 7 whose {@code status} was this JSON text's and is another now. */
  public static SinkRecord moved(String status) {
    return new ItemRecords(true)
        .record(
            Map.of("pk", "7"),
            ChangeOperation.UPDATE,
            "{\"pk\":{\"N\":\"7\"},\"status\":{\"S\":\"" + status + "\"}}",
            "{\"pk\":{\"N\":\"7\"},\"status\":{\"S\":\"paid\"}}",
            0);
  }

  private static Struct key(Map<String, Object> attributes) {
    SchemaBuilder schema = SchemaBuilder.struct();
    attributes.forEach(
        (name, value) ->
            schema.field(
                name, value instanceof byte[] ? Schema.BYTES_SCHEMA : Schema.STRING_SCHEMA));
    Struct key = new Struct(schema.build());
    attributes.forEach(key::put);
    return key;
  }

  private static Object withoutSchema(Struct value) {
    try (JsonConverter converter = new JsonConverter()) {
      converter.configure(Map.of("schemas.enable", false), false);
      byte[] bytes = converter.fromConnectData(RecordBuilder.TOPIC, value.schema(), value);
      return converter.toConnectData(RecordBuilder.TOPIC, bytes).value();
    }
  }
}
