package dev.messina.sink.mutation;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
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

  /**
   * What the notation in which MongoDB's documents are text means: an object with one name such as
   * {@code $oid} is a value of a type that JSON lacks. Types that no column has, such as regular
   * expressions, stay the objects that they are written as.
   */
  static final class ExtendedJson {

    private ExtendedJson() {}

    /**
     * A value of parsed JSON as the value it means.
     *
     * @throws IllegalArgumentException if it is written in a way that its type does not have
     */
    static Object meaning(Object value) {
      if (value instanceof List<?> list) {
        List<Object> read = new ArrayList<>();
        list.forEach(element -> read.add(meaning(element)));
        return read;
      }
      return value instanceof Map<?, ?> map ? ofObject(map) : value;
    }

    private static Object ofObject(Map<?, ?> object) {
      if (object.containsKey("$binary")) {
        return binary(object.get("$binary"));
      }
      if (object.size() == 1) {
        Map.Entry<?, ?> only = object.entrySet().iterator().next();
        if (isType(only.getKey())) {
          return typed((String) only.getKey(), only.getValue());
        }
      }
      Map<Object, Object> read = new LinkedHashMap<>();
      object.forEach((name, value) -> read.put(name, meaning(value)));
      return read;
    }

    private static boolean isType(Object name) {
      return switch ((String) name) {
        case "$oid",
                "$uuid",
                "$symbol",
                "$numberInt",
                "$numberLong",
                "$numberDecimal",
                "$numberDouble",
                "$date",
                "$undefined" ->
            true;
        default -> false;
      };
    }

    private static Object typed(String type, Object value) {
      return switch (type) {
        case "$oid", "$uuid", "$symbol" -> value;
        case "$numberInt", "$numberLong" -> Long.valueOf(String.valueOf(value));
        case "$numberDecimal" -> decimal(String.valueOf(value));
        case "$numberDouble" -> floating(String.valueOf(value));
        case "$date" -> instant(meaning(value));
        default -> null;
      };
    }

    /** NaN and infinities have no place in a decimal, and are left for the column to refuse. */
    private static Object decimal(String text) {
      return isFinite(text) ? new BigDecimal(text) : text;
    }

    private static Object floating(String text) {
      return isFinite(text) ? new BigDecimal(text) : (Object) Double.valueOf(text);
    }

    private static boolean isFinite(String text) {
      return !text.endsWith("NaN") && !text.endsWith("Infinity");
    }

    private static Instant instant(Object value) {
      if (value instanceof Long millis) {
        return Instant.ofEpochMilli(millis);
      }
      try {
        return Instant.parse(text(value));
      } catch (DateTimeException malformed) {
        throw new IllegalArgumentException(malformed);
      }
    }

    private static byte[] binary(Object value) {
      return Base64.getDecoder()
          .decode(text(value instanceof Map<?, ?> parts ? parts.get("base64") : value));
    }

    private static String text(Object value) {
      if (value instanceof String text) {
        return text;
      }
      throw new IllegalArgumentException("no text");
    }
  }
}
