package dev.messina.sink.mutation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Brings records of other producers into the forms that mutations are made of: JSON text is parsed,
 * documents in envelopes are read, and envelopes that tell of no whole row are rejected.
 */
final class RecordForms {

  private static final Set<Object> OPERATIONS = Set.of("r", "c", "u", "d");

  /** What Debezium puts where the database did not tell a large value that has not changed. */
  private static final String UNAVAILABLE = "__debezium_unavailable_value";

  private static final ByteBuffer UNAVAILABLE_BYTES =
      ByteBuffer.wrap(UNAVAILABLE.getBytes(StandardCharsets.UTF_8));

  private RecordForms() {}

  /**
   * The same record, read; itself if there is nothing to read.
   *
   * @throws org.apache.kafka.connect.errors.DataException if it cannot be read
   */
  static SinkRecord read(SinkRecord record) {
    SinkRecord parsed = isJson(record.key()) || isText(record.value()) ? parsed(record) : record;
    if (!Envelope.is(parsed.value())) {
      return parsed;
    }
    RecordCoordinates where = RecordCoordinates.of(record);
    Envelope envelope = Envelope.of(parsed.value());
    checkOperation(envelope, where);
    if (MongoDocuments.isIn(envelope)) {
      return MongoDocuments.read(parsed, envelope, where);
    }
    checkAvailable(envelope, where);
    return parsed;
  }

  private static boolean isText(Object value) {
    return value instanceof String;
  }

  private static boolean isJson(Object key) {
    return key instanceof String text && JsonText.looksLikeObject(text);
  }

  private static SinkRecord parsed(SinkRecord record) {
    RecordCoordinates where = RecordCoordinates.of(record);
    Object key = isJson(record.key()) ? object(record.key(), "key", where) : record.key();
    Object value = isText(record.value()) ? object(record.value(), "value", where) : record.value();
    return record.newRecord(
        record.topic(),
        record.kafkaPartition(),
        key == record.key() ? record.keySchema() : null,
        key,
        value == record.value() ? record.valueSchema() : null,
        value,
        record.timestamp(),
        record.headers());
  }

  private static Object object(Object text, String part, RecordCoordinates where) {
    Object parsed;
    try {
      parsed = JsonText.container((String) text);
    } catch (JsonText.Malformed reason) {
      throw where.rejected("its " + part + " is " + reason.getMessage() + "; " + remedy(part));
    }
    if (!(parsed instanceof Map<?, ?> object)) {
      throw where.rejected("its " + part + " is a JSON array and no object; " + remedy(part));
    }
    if (object.size() == 2 && object.containsKey("schema") && object.containsKey("payload")) {
      throw where.rejected(
          "its "
              + part
              + " is JSON text that brings its schema; set "
              + part
              + ".converter=org.apache.kafka.connect.json.JsonConverter");
    }
    return object;
  }

  private static String remedy(String part) {
    return "check " + part + ".converter and the transforms";
  }

  private static void checkOperation(Envelope envelope, RecordCoordinates where) {
    if (!(envelope.fields().value("op") instanceof String operation)
        || !OPERATIONS.contains(operation)) {
      throw where.rejected(
          "its envelope's op is none of r, c, u and d, so that it is the change of no row"
              + " (Debezium has t for a truncated table and m for a message); leave such records"
              + " out at their source (skipped.operations) or with a Filter transform");
    }
  }

  private static void checkAvailable(Envelope envelope, RecordCoordinates where) {
    if (!RowFields.has(envelope.after())) {
      return;
    }
    RowFields.of(envelope.after())
        .forEach(
            (name, value) -> {
              if (isUnavailable(value)) {
                throw where.rejected(
                    "'"
                        + name
                        + "' holds what Debezium writes for a value that the database did not"
                        + " tell; have it told (PostgreSQL: ALTER TABLE ... REPLICA IDENTITY FULL),"
                        + " or fill it in with Debezium's reselect post-processor");
              }
            });
  }

  private static boolean isUnavailable(Object value) {
    return UNAVAILABLE.equals(value)
        || UNAVAILABLE_BYTES.equals(value)
        || (value instanceof byte[] bytes && UNAVAILABLE_BYTES.equals(ByteBuffer.wrap(bytes)));
  }
}
