package dev.messina.sink.mutation;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * A change envelope in Debezium's shape: the row's images, the operation and where it is from. It
 * is known by that shape; transforms and converters may give its schema another name.
 */
record Envelope(RowFields fields) {

  private static final String OPERATION = "op";
  private static final String BEFORE = "before";
  private static final String AFTER = "after";
  private static final String SOURCE = "source";

  /** All that Debezium's connectors put into an envelope. */
  private static final Set<String> NAMES =
      Set.of(
          OPERATION,
          BEFORE,
          AFTER,
          SOURCE,
          "ts_ms",
          "ts_us",
          "ts_ns",
          "transaction",
          "updateDescription",
          "patch",
          "filter");

  static boolean is(Object value) {
    if (!RowFields.has(value)) {
      return false;
    }
    RowFields fields = RowFields.of(value);
    if (!fields.contains(OPERATION)) {
      return false;
    }
    if (RowFields.has(fields.value(SOURCE))) {
      return fields.contains(AFTER) || fields.contains(BEFORE) || fields.contains("message");
    }
    // A transform may have dropped the source; a row may have columns of these names.
    return fields.contains(BEFORE)
        && fields.contains(AFTER)
        && (RowFields.has(fields.value(BEFORE)) || RowFields.has(fields.value(AFTER)))
        && NAMES.containsAll(fields.names());
  }

  static Envelope of(Object value) {
    return new Envelope(RowFields.of(value));
  }

  Object before() {
    return fields.value(BEFORE);
  }

  Object after() {
    return fields.value(AFTER);
  }

  /** The code of the operation; null if there is none. */
  Object operation() {
    return fields.value(OPERATION);
  }

  boolean isDelete() {
    return "d".equals(operation());
  }

  /** The kind of the source, such as {@code postgresql}; empty if it is not told. */
  String connector() {
    Object source = fields.value(SOURCE);
    Object connector = RowFields.has(source) ? RowFields.of(source).value("connector") : null;
    return connector instanceof String name ? name : "";
  }

  /** The schema of its images; null without one. */
  Schema schemaOfRows() {
    if (fields instanceof RowFields.OfStruct typed) {
      Field after = typed.struct().schema().field(AFTER);
      return after != null && after.schema().type() == Schema.Type.STRUCT ? after.schema() : null;
    }
    return after() instanceof Struct row ? row.schema() : null;
  }

  /** The same with another image, without a schema of its own. */
  Map<String, Object> withAfter(Object after) {
    Map<String, Object> changed = fields.asMap();
    changed.put(AFTER, after);
    return changed;
  }

  /** Images as text are whole items that no transform has turned into rows yet. */
  boolean holdsItems() {
    return after() instanceof String || before() instanceof String;
  }
}
