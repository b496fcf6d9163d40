package dev.messina.sink.mutation;

import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/**
 * Columns as the connectors for ScyllaDB, Cassandra and YugabyteDB write them: an object with the
 * value, beside a column that is null because the change does not speak of it. Their envelopes tell
 * of no whole row, and Cassandra's operations have other meanings than Debezium's.
 */
final class Cells {

  private static final String VALUE = "value";

  /** What may stand beside the value. */
  private static final Set<String> PARTS = Set.of(VALUE, "set", "deletion_ts");

  private Cells() {}

  /** Whether an envelope is made of cells; by its schema even where none of them has a value. */
  static boolean areIn(Envelope envelope, RowFields key) {
    String connector = envelope.connector();
    return connector.equalsIgnoreCase("cassandra")
        || holdsCell(envelope.after())
        || holdsCell(envelope.before())
        || holdsCell(envelope.schemaOfRows())
        || (connector.equalsIgnoreCase("scylla") && tellsOnlyKey(envelope.after(), key));
  }

  /**
   * Whether a row that was taken out of such an envelope is made of cells, beside its key. One
   * value alone in an object may be anything. A plain value, which most rows begin with, says no.
   */
  static boolean areIn(RowFields row, RowFields key) {
    return !row.any((name, value) -> value != null && !isCellOfRow(value) && !key.contains(name))
        && row.any((name, value) -> isCellOfRow(value) && !key.contains(name));
  }

  private static boolean isCellOfRow(Object value) {
    return isCell(value) && RowFields.of(value).names().size() > 1;
  }

  private static boolean holdsCell(Object row) {
    return RowFields.has(row) && RowFields.of(row).any((name, value) -> isCell(value));
  }

  private static boolean holdsCell(Schema row) {
    if (row != null) {
      for (Field field : row.fields()) {
        if (isCell(field.schema())) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isCell(Schema schema) {
    return schema.type() == Schema.Type.STRUCT
        && schema.field(VALUE) != null
        && schema.fields().stream().map(Field::name).allMatch(PARTS::contains);
  }

  private static boolean isCell(Object value) {
    if (!RowFields.has(value)) {
      return false;
    }
    RowFields fields = RowFields.of(value);
    return fields.contains(VALUE) && PARTS.containsAll(fields.names());
  }

  /** Without a schema, nulls for all that is no key may be cells that were not written. */
  private static boolean tellsOnlyKey(Object row, RowFields key) {
    if (!(RowFields.has(row) && RowFields.of(row) instanceof RowFields.OfMap columns)) {
      return false;
    }
    return columns.any((name, value) -> !key.contains(name))
        && !columns.any((name, value) -> value != null && !key.contains(name));
  }
}
