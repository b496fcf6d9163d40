package dev.messina.transforms;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * The key of a row, equal to another one exactly if the rows are the same.
 *
 * @param parts the values of the key's columns; bytes as buffers
 */
record TargetKey(List<String> columns, List<Schema> schemas, List<Object> parts) {

  /** Stands for the record's own key, of every record whose item cannot move. */
  static final TargetKey KEPT = new TargetKey(List.of(), List.of(), List.of());

  /** As a struct of this schema, whose fields are the columns. */
  Struct struct(Schema schema) {
    Struct struct = new Struct(schema);
    for (Field field : schema.fields()) {
      struct.put(field, parts.get(field.index()));
    }
    return struct;
  }

  /** As a map, bytes as arrays. */
  Map<String, Object> map() {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int column = 0; column < columns.size(); column++) {
      Object part = parts.get(column);
      map.put(columns.get(column), part instanceof ByteBuffer bytes ? bytes.array() : part);
    }
    return map;
  }
}
