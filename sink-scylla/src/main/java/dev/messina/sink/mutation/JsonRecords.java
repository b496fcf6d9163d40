package dev.messina.sink.mutation;

import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

final class JsonRecords {

  private JsonRecords() {}

  /** Whether the key can only be meant as an object, or the value is text. */
  static boolean are(SinkRecord record) {
    return isJson(record.key()) || isText(record.value());
  }

  private static boolean isText(Object value) {
    return value instanceof String;
  }

  private static boolean isJson(Object key) {
    return key instanceof String text && LosslessJson.looksLikeObject(text);
  }

  /**
   * The same record with its texts read.
   *
   * @throws org.apache.kafka.connect.errors.DataException if one of them is no object
   */
  static SinkRecord parsed(SinkRecord record, RecordCoordinates where) {
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
      parsed = LosslessJson.container((String) text);
    } catch (LosslessJson.Malformed reason) {
      throw where.error("its " + part + " is " + reason.getMessage() + "; " + remedy(part));
    }
    if (!(parsed instanceof Map<?, ?> object)) {
      throw where.error("its " + part + " is a JSON array and no object; " + remedy(part));
    }
    if (object.size() == 2 && object.containsKey("schema") && object.containsKey("payload")) {
      throw where.error(
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
}
