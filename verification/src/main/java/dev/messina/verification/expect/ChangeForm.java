package dev.messina.verification.expect;

import dev.messina.verification.item.ItemJson;
import dev.messina.verification.item.ItemKey;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The form that a table's items have in change records on a topic of JSON without schemas, spelled
 * after docs/record-format.md.
 *
 * @param topic the one that the source gives the table
 * @param keyTypes the table's key attributes with their types, the partition key first
 */
public record ChangeForm(String topic, String table, Map<String, String> keyTypes) {

  private static final String WRITE_TIMESTAMP = "messina.write.ts.us";
  private static final String OPERATION = "messina.op";
  private static final int RECORD_VERSION = 1;

  /** The item as a scan reads it. */
  SinkRecord read(ItemKey key, Map<String, AttributeValue> item) {
    Map<String, Object> value = envelope("r", ItemJson.write(item));
    return record(key(key), value, "r");
  }

  /** The delete of an item of which nothing but its key is known. */
  SinkRecord deleted(ItemKey key) {
    return record(key(key), envelope("d", null), "d");
  }

  SinkRecord record(Map<String, Object> key, Map<String, Object> value, String operation) {
    SinkRecord record =
        new SinkRecord(topic, 0, null, key, null, value, 0, 0L, TimestampType.CREATE_TIME);
    record.headers().add(WRITE_TIMESTAMP, 0L, Schema.INT64_SCHEMA);
    record.headers().add(OPERATION, operation, Schema.STRING_SCHEMA);
    return record;
  }

  private Map<String, Object> envelope(String operation, String after) {
    Map<String, Object> value = new HashMap<>();
    value.put("before", null);
    value.put("after", after);
    value.put("op", operation);
    value.put("ts_ms", 0L);
    value.put("ts_us", 0L);
    value.put("ts_ns", 0L);
    value.put("source", source(operation.equals("r")));
    return value;
  }

  private Map<String, Object> source(boolean snapshot) {
    Map<String, Object> source = new HashMap<>();
    source.put("version", "verify");
    source.put("connector", "dynamodb");
    source.put("name", "verify");
    source.put("ts_ms", 0L);
    source.put("ts_us", 0L);
    source.put("ts_ns", 0L);
    source.put("snapshot", Boolean.toString(snapshot));
    source.put("db", "none");
    source.put("table", table);
    source.put("record_version", (long) RECORD_VERSION);
    source.put("epoch_us", 0L);
    source.put("write_ts_us", 0L);
    source.put("ttl", false);
    source.put("key", keyParts());
    if (snapshot) {
      source.put("segment", 0L);
      source.put("total_segments", 1L);
    } else {
      source.put("stream", "none");
      source.put("shard", "none");
      source.put("sequence", "0");
      source.put("event_id", "0");
    }
    return source;
  }

  private List<String> keyParts() {
    return keyTypes.entrySet().stream().map(part -> part.getKey() + " " + part.getValue()).toList();
  }

  private static Map<String, Object> key(ItemKey key) {
    Map<String, Object> form = new LinkedHashMap<>();
    key.attributes().forEach((name, value) -> form.put(name, text(value)));
    return form;
  }

  private static String text(AttributeValue value) {
    return Optional.ofNullable(value.s())
        .or(() -> Optional.ofNullable(value.n()))
        .orElseGet(() -> Base64.getEncoder().encodeToString(value.b().asByteArrayUnsafe()));
  }
}
