package dev.messina.sink.cql;

import dev.messina.sink.mutation.RecordCoordinates;
import dev.messina.sink.mutation.RowFields;
import dev.messina.sink.mutation.RowMutation;
import dev.messina.sink.route.NearestName;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.connect.errors.DataException;

/**
 * Turns a mutation's fields into the bytes of a table's columns. What cannot be converted exactly
 * is a {@link DataException} with the record's coordinates, the table, the column, the expected and
 * the found type, and never the value.
 */
final class RowEncoder {

  private final TableModel table;
  private final UnknownColumns unknownColumns;

  RowEncoder(TableModel table, UnknownColumns unknownColumns) {
    this.table = table;
    this.unknownColumns = unknownColumns;
  }

  /** The bytes of every column by its position; null where the image has no value. */
  ByteBuffer[] image(RowMutation.Replace replace) {
    ByteBuffer[] values = new ByteBuffer[table.columns().size()];
    encodeKey(replace, replace.columns(), values);
    replace
        .columns()
        .forEach(
            (name, value) -> {
              Column column = table.column(name);
              if (value != null && column == null) {
                checkUnknown(name, replace.coordinates());
              } else if (value != null && !table.isPrimaryKey(column)) {
                values[column.position()] = encoded(column, value, replace.coordinates());
              }
            });
    return values;
  }

  /** The bytes of the primary-key columns by their position. */
  ByteBuffer[] key(RowMutation.Delete delete) {
    ByteBuffer[] values = new ByteBuffer[table.primaryKey().size()];
    encodeKey(delete, RowFields.NONE, values);
    return values;
  }

  private void encodeKey(RowMutation mutation, RowFields otherwise, ByteBuffer[] values) {
    RowFields key = mutation.key();
    key.forEach((name, value) -> checkDeterminesRow(name, mutation.coordinates()));
    for (Column column : table.primaryKey()) {
      Object value = key.value(column.name());
      Object present = value == null ? otherwise.value(column.name()) : value;
      if (present == null) {
        throw mutation
            .coordinates()
            .rejected(
                "primary-key column '"
                    + column.name()
                    + "' of "
                    + table.name()
                    + " has no value in the record's key"
                    + (otherwise == RowFields.NONE ? "" : " or value")
                    + "; have a transform rename the attribute that it is");
      }
      values[column.position()] = encoded(column, present, mutation.coordinates());
    }
  }

  /**
   * The write times of two items don't compare, so that a row must never belong to both of them. A
   * part of the item's key that is not in the row's key would allow just that.
   */
  private void checkDeterminesRow(String name, RecordCoordinates where) {
    Column column = table.column(name);
    if (column == null || !table.isPrimaryKey(column)) {
      throw where.rejected(
          "the record's key has '"
              + name
              + "', which is no primary-key column of "
              + table.name()
              + suggestion(name)
              + "; rename it with a transform or make it part of the table's primary key, since"
              + " otherwise two items could overwrite each other in one row");
    }
  }

  private void checkUnknown(String name, RecordCoordinates where) {
    if (!unknownColumns.passOver(name, table)) {
      throw where.rejected(
          "table "
              + table.name()
              + " has no column '"
              + name
              + "'"
              + suggestion(name)
              + "; add the column, rename or drop the attribute with a transform, or set"
              + " unknown.columns=ignore");
    }
  }

  private String suggestion(String name) {
    Optional<String> nearest = NearestName.of(name, table.columnNames());
    return nearest.map(column -> " (the nearest is '" + column + "')").orElse("");
  }

  private ByteBuffer encoded(Column column, Object value, RecordCoordinates where) {
    try {
      return column.encode(value);
    } catch (Unconvertible reason) {
      throw where.rejected(
          "column '"
              + column.name()
              + "' of "
              + table.name()
              + " is "
              + column.typeName()
              + " and the record has "
              + reason.found()
              + "; "
              + reason.remedy());
    }
  }
}
