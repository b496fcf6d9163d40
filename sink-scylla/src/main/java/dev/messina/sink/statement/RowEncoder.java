package dev.messina.sink.statement;

import dev.messina.plugin.NearestName;
import dev.messina.sink.convert.Column;
import dev.messina.sink.convert.Unconvertible;
import dev.messina.sink.convert.UnknownColumns;
import dev.messina.sink.mutation.RecordCoordinates;
import dev.messina.sink.mutation.RowFields;
import dev.messina.sink.mutation.RowMutation;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.DataException;

/**
 * Turns a mutation's fields into the bytes of a table's columns. What cannot be converted exactly
 * is a {@link DataException} with the record's coordinates, the table, the column, the expected and
 * the found type, and never the value.
 */
final class RowEncoder {

  /** The server keeps the length of a key in two bytes. */
  static final int KEY_BYTES_MAX = 65_535;

  /** The ways by which a column gets into a record's key, and stays right when it changes. */
  private static final String IN_KEY =
      "name it in 'key' of ItemToRow's mapping; for other topics have the source put it into the"
          + " record's key (Debezium: message.key.columns), rename the key's field that it is, or"
          + " create the table with the primary key that the records have";

  private final TableModel table;
  private final UnknownColumns unknownColumns;
  private final RecordFields keys;
  private final RecordFields images;

  /** As {@link RecordCoordinates#guarded} names it. */
  private final String step;

  RowEncoder(TableModel table, UnknownColumns unknownColumns) {
    this.table = table;
    this.unknownColumns = unknownColumns;
    this.keys = new RecordFields(table);
    this.images = new RecordFields(table);
    this.step = "on the way into " + table.name();
  }

  /** The bytes of every column by its position; null where the image has no value. */
  ByteBuffer[] image(RowMutation.Replace replace) {
    return guarded(replace, () -> encoded(replace, replace.columns(), null));
  }

  /**
   * The bytes of the columns that are named, by their position; null where one is not, {@link
   * RowWrite#CLEARED} where it is named with a null.
   */
  ByteBuffer[] named(RowMutation.Merge merge) {
    return guarded(merge, () -> encoded(merge, merge.columns(), RowWrite.CLEARED));
  }

  private ByteBuffer[] guarded(RowMutation mutation, Supplier<ByteBuffer[]> encoding) {
    return mutation.coordinates().guarded(step, encoding);
  }

  private ByteBuffer[] encoded(RowMutation mutation, RowFields columns, ByteBuffer whereNull) {
    ByteBuffer[] values = new ByteBuffer[table.columns().size()];
    RecordCoordinates where = mutation.coordinates();
    encodeKey(mutation, values);
    images.forEach(
        columns,
        (place, value) -> {
          Column column = place.column();
          if (column == null) {
            if (value != null) {
              checkUnknown(place.name(), where);
            }
          } else if (table.isPrimaryKey(column)) {
            checkKnownByKey(column, mutation, values);
          } else {
            ByteBuffer bytes = value == null ? null : encoded(place, value, where);
            values[column.position()] = bytes == null ? whereNull : bytes;
          }
        });
    checkKey(mutation, values);
    return values;
  }

  /** The bytes of the primary-key columns by their position. */
  ByteBuffer[] key(RowMutation.Delete delete) {
    return guarded(
        delete,
        () -> {
          ByteBuffer[] values = new ByteBuffer[table.primaryKey().size()];
          encodeKey(delete, values);
          checkKey(delete, values);
          return values;
        });
  }

  /**
   * A delete has the key alone, and a change of the value would be another row: what the row is
   * must be in the record's key.
   */
  private void checkKnownByKey(Column column, RowMutation mutation, ByteBuffer[] values) {
    if (values[column.position()] == null) {
      throw withoutColumn(
          column,
          mutation,
          "primary-key column '"
              + column.name()
              + "' of "
              + table.name()
              + " is in the record's value and not in its key, so that the row of an earlier value"
              + " would stay and no delete could name its row; "
              + IN_KEY);
    }
  }

  private void encodeKey(RowMutation mutation, ByteBuffer[] values) {
    keys.forEach(
        mutation.key(),
        (place, value) -> {
          checkDeterminesRow(place, mutation.coordinates());
          if (value != null) {
            values[place.column().position()] = encoded(place, value, mutation.coordinates());
          }
        });
  }

  private void checkKey(RowMutation mutation, ByteBuffer[] values) {
    RecordCoordinates where = mutation.coordinates();
    for (Column column : table.primaryKey()) {
      ByteBuffer value = values[column.position()];
      if (value == null) {
        throw withoutColumn(
            column,
            mutation,
            "primary-key column '"
                + column.name()
                + "' of "
                + table.name()
                + " has no value in the record's key; "
                + IN_KEY);
      }
      if (value.remaining() > KEY_BYTES_MAX) {
        throw tooLong("primary-key column '" + column.name() + "'", where);
      }
    }
    checkPartitionKey(values, where);
  }

  /** A field that is null is one record's fault; a field that is not there is every record's. */
  private DataException withoutColumn(Column column, RowMutation mutation, String problem) {
    boolean[] named = {false};
    keys.forEach(mutation.key(), (place, value) -> named[0] |= column.equals(place.column()));
    return named[0]
        ? mutation.coordinates().error(problem)
        : mutation.coordinates().keyMismatch(problem);
  }

  private void checkPartitionKey(ByteBuffer[] values, RecordCoordinates where) {
    List<Column> columns = table.partitionKey();
    if (columns.size() == 1 && !values[0].hasRemaining()) {
      throw where.error(
          "partition-key column '"
              + columns.get(0).name()
              + "' of "
              + table.name()
              + " is empty in the record, which CQL does not allow; correct the data, have a"
              + " transform put something in its place or add a column to the partition key");
    }
    int bytes = 0;
    for (Column column : columns) {
      bytes += values[column.position()].remaining();
    }
    if (columns.size() > 1 && bytes + columns.size() * RowWrite.COMPONENT_BYTES > KEY_BYTES_MAX) {
      throw tooLong("the partition key", where);
    }
  }

  private DataException tooLong(String what, RecordCoordinates where) {
    return where.error(
        what
            + " of "
            + table.name()
            + " is longer in the record than the "
            + KEY_BYTES_MAX
            + " bytes that CQL allows; make the key of shorter attributes with a transform");
  }

  /**
   * The write timestamps of two items don't compare, so that a row must never belong to both of
   * them. A part of the item's key that is not in the row's key would allow just that.
   */
  private void checkDeterminesRow(RecordFields.Place place, RecordCoordinates where) {
    if (place.column() == null || !table.isPrimaryKey(place.column())) {
      throw where.keyMismatch(
          "the record's key has '"
              + place.name()
              + "', which is no primary-key column of "
              + table.name()
              + suggestion(place.name())
              + "; rename it with a transform or make it part of the table's primary key, since"
              + " otherwise two items could overwrite each other in one row");
    }
  }

  private void checkUnknown(String name, RecordCoordinates where) {
    if (!unknownColumns.skip(name, table.name())) {
      throw where.error(
          "table "
              + table.name()
              + " has no column '"
              + unknownColumns.shown(name)
              + "'"
              + suggestion(name)
              + "; add the column, rename or drop the attribute with a transform, or set"
              + " unknown.columns=ignore");
    }
  }

  private String suggestion(String name) {
    return NearestName.hint(name, table.columnNames());
  }

  private ByteBuffer encoded(RecordFields.Place place, Object value, RecordCoordinates where) {
    try {
      return place.encode(value);
    } catch (Unconvertible reason) {
      Column column = place.column();
      throw where.error(
          "column '"
              + column.name()
              + "' of "
              + table.name()
              + " is "
              + column.typeName()
              + " and the record has "
              + reason.found()
              + "; "
              + (table.isPrimaryKey(column) ? reason.remedyInKey() : reason.remedy()));
    }
  }
}
