package dev.messina.sink.mutation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Envelopes of Debezium's connector for MongoDB, whose documents are text. A document's fields
 * become columns; its {@code _id} is the record's key, in which it is called {@code id}.
 */
final class MongoDocuments {

  private static final String CONNECTOR = "mongodb";
  private static final String DOCUMENT_ID = "_id";

  private MongoDocuments() {}

  static boolean isIn(Envelope envelope) {
    return CONNECTOR.equals(envelope.connector());
  }

  /** The record with its key and its document read. */
  static SinkRecord read(SinkRecord record, Envelope envelope, RecordCoordinates where) {
    Map<String, Object> fields = envelope.withAfter(document(envelope, where));
    fields.put("before", null);
    return record.newRecord(
        record.topic(),
        record.kafkaPartition(),
        null,
        RowFields.has(record.key()) ? key(RowFields.of(record.key()), where) : record.key(),
        null,
        fields,
        record.timestamp(),
        record.headers());
  }

  private static Map<?, ?> document(Envelope envelope, RecordCoordinates where) {
    if (envelope.isDelete()) {
      return null;
    }
    if (!(envelope.after() instanceof String text)) {
      throw where.error(
          "its envelope has no whole document in 'after'; set the MongoDB connector's"
              + " capture.mode to change_streams_update_full or one with pre-image");
    }
    if (!(meaning(text, where) instanceof Map<?, ?> document)) {
      throw malformed(where);
    }
    document.remove(DOCUMENT_ID);
    return document;
  }

  private static Map<String, Object> key(RowFields key, RecordCoordinates where) {
    Map<String, Object> read = new LinkedHashMap<>();
    key.forEach(
        (name, value) ->
            read.put(name, value instanceof String text ? meaning(text, where) : value));
    return read;
  }

  private static Object meaning(String text, RecordCoordinates where) {
    try {
      return ExtendedJson.meaning(LosslessJson.value(text));
    } catch (LosslessJson.Malformed | IllegalArgumentException reason) {
      throw malformed(where);
    }
  }

  private static DataException malformed(RecordCoordinates where) {
    return where.error(
        "its MongoDB document or id is no extended JSON; check that no transform changes it");
  }
}
