package dev.messina.sink.mutation;

import java.util.Locale;
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
    String connector = envelope.connector().toLowerCase(Locale.ROOT);
    return connector.equals("cassandra")
        || holdsCell(envelope.after())
        || holdsCell(envelope.before())
        || holdsCell(envelope.schemaOfRows())
        || (connector.equals("scylla") && tellsOnlyKey(envelope.after(), key));
  }

  /**
   * Whether a row that was taken out of such an envelope is made of cells. One value alone in an
   * object may be anything.
   */
  static boolean areIn(RowFields row, RowFields key) {
    boolean[] found = {false, true};
    row.forEach(
        (name, value) -> {
          if (value != null && !key.contains(name)) {
            boolean cell = isCell(value) && RowFields.of(value).names().size() > 1;
            found[0] |= cell;
            found[1] &= cell;
          }
        });
    return found[0] && found[1];
  }

  private static boolean holdsCell(Object row) {
    if (!RowFields.has(row)) {
      return false;
    }
    boolean[] found = {false};
    RowFields.of(row).forEach((name, value) -> found[0] |= isCell(value));
    return found[0];
  }

  private static boolean holdsCell(Schema row) {
    return row != null && row.fields().stream().map(Field::schema).anyMatch(Cells::isCell);
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
    boolean[] found = {false, true};
    columns.forEach(
        (name, value) -> {
          if (!key.contains(name)) {
            found[0] = true;
            found[1] &= value == null;
          }
        });
    return found[0] && found[1];
  }
}
