package dev.messina.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.record.ChangeOperation;
import dev.messina.record.ChangeRecord;
import dev.messina.record.ChangeRecordReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Records applied by CQL's rules, and items, in one form. Columns are whole numbers. */
final class Rows {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Rows() {}

  /** What the records leave behind, in the order given. */
  static Map<String, Map<String, Integer>> of(
      List<SourceRecord> records, ToLongFunction<ChangeRecord> writeTimestamp) {
    CqlTable table = new CqlTable();
    for (SourceRecord record : records) {
      ChangeRecord change = ChangeRecordReader.read(record);
      Struct key = (Struct) record.key();
      long writeMicros = writeTimestamp.applyAsLong(change);
      if (change.operation() == ChangeOperation.DELETE) {
        table.delete(name(key), writeMicros);
      } else {
        table.replace(name(key), columns(change.after(), key), writeMicros);
      }
    }
    return table.rows();
  }

  /** An item's columns. */
  static Map<String, Integer> columns(Map<String, AttributeValue> item, List<String> key) {
    Map<String, Integer> columns = new TreeMap<>();
    item.forEach(
        (name, value) -> {
          if (!key.contains(name)) {
            columns.put(name, Integer.valueOf(value.n()));
          }
        });
    return columns;
  }

  static String name(Struct key) {
    return String.join(
        "/", key.schema().fields().stream().map(key::get).map(Object::toString).toList());
  }

  private static Map<String, Integer> columns(String image, Struct key) {
    List<String> names = key.schema().fields().stream().map(Field::name).toList();
    Map<String, Integer> columns = new TreeMap<>();
    try {
      for (Map.Entry<String, JsonNode> attribute : JSON.readTree(image).properties()) {
        if (!names.contains(attribute.getKey())) {
          columns.put(attribute.getKey(), attribute.getValue().get("N").asInt());
        }
      }
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
    return columns;
  }
}
