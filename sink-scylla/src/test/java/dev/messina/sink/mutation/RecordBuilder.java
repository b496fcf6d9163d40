package dev.messina.sink.mutation;

import dev.messina.record.WriteTimestampHeader;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;

/** Builds records as the sink receives them; each method returns a new builder. */
public record RecordBuilder(
    int partition, long offset, Object key, Object value, ConnectHeaders headers) {

  public static final String TOPIC = "shop.orders";

  /** A write timestamp that is plausible whenever the tests run, in microseconds. */
  public static final long WRITTEN_AT =
      Instant.parse("2026-01-01T00:00:00Z").toEpochMilli() * 1_000;

  /** A delete of the row {@code pk} = {@code a} at {@link #WRITTEN_AT}. */
  public static RecordBuilder record(long offset) {
    return new RecordBuilder(0, offset, Map.of("pk", "a"), null, new ConnectHeaders())
        .writtenAt(WRITTEN_AT);
  }

  public RecordBuilder partition(int number) {
    return new RecordBuilder(number, offset, key, value, headers);
  }

  public RecordBuilder offset(long number) {
    return new RecordBuilder(partition, number, key, value, headers);
  }

  public RecordBuilder key(Object newKey) {
    return new RecordBuilder(partition, offset, newKey, value, headers);
  }

  public RecordBuilder value(Object newValue) {
    return new RecordBuilder(partition, offset, key, newValue, headers);
  }

  /** A value of these columns, names and values in turn; values may be null. */
  public RecordBuilder columns(Object... namesAndValues) {
    return value(fields(namesAndValues));
  }

  public RecordBuilder writtenAt(Object writeTimestamp) {
    ConnectHeaders own = new ConnectHeaders();
    own.add(WriteTimestampHeader.NAME, writeTimestamp, null);
    return new RecordBuilder(partition, offset, key, value, own);
  }

  /** With one more header. */
  public RecordBuilder header(String name, Object headerValue) {
    ConnectHeaders own = new ConnectHeaders(headers);
    own.add(name, headerValue, null);
    return new RecordBuilder(partition, offset, key, value, own);
  }

  public RecordBuilder withoutHeaders() {
    return new RecordBuilder(partition, offset, key, value, new ConnectHeaders());
  }

  public static Map<String, Object> fields(Object... namesAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }

  public SinkRecord build() {
    return new SinkRecord(
        TOPIC,
        partition,
        schemaOf(key),
        key,
        schemaOf(value),
        value,
        offset,
        null,
        TimestampType.NO_TIMESTAMP_TYPE,
        headers);
  }

  private static Schema schemaOf(Object data) {
    return data instanceof Struct struct ? struct.schema() : null;
  }
}
