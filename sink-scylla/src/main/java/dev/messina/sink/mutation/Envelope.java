package dev.messina.sink.mutation;

import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/** A change envelope in Debezium's shape: the row's images, the operation and where it is from. */
record Envelope(RowFields fields) {

  private static final String SCHEMA_SUFFIX = ".Envelope";

  static boolean is(Object value) {
    if (value instanceof Struct struct) {
      String name = struct.schema().name();
      return name != null && name.endsWith(SCHEMA_SUFFIX) && struct.schema().field("op") != null;
    }
    return value instanceof Map<?, ?> map
        && map.containsKey("op")
        && map.containsKey("after")
        && RowFields.has(map.get("source"));
  }

  static Envelope of(Object value) {
    return new Envelope(RowFields.of(value));
  }

  Object after() {
    return fields.value("after");
  }

  boolean isDelete() {
    return "d".equals(fields.value("op"));
  }

  /** Images as text are whole items that no transform has turned into rows yet. */
  boolean holdsItems() {
    return after() instanceof String || fields.value("before") instanceof String;
  }
}
