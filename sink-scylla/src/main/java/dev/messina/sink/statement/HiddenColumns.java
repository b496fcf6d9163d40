package dev.messina.sink.statement;

import dev.messina.sink.convert.Column;
import dev.messina.sink.evolve.DroppedColumns;
import java.util.Arrays;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Columns that were dropped and added again. The server takes a value for them with a write
 * timestamp from before the drop, acknowledges it and never shows it: such a value must not be
 * sent.
 */
final class HiddenColumns {

  private final TableModel table;
  private final DroppedColumns dropped;

  /**
   * The last write timestamp that is hidden, by the column's position; null if no column has one.
   */
  private final long[] untilMicros;

  private HiddenColumns(TableModel table, DroppedColumns dropped, long[] untilMicros) {
    this.table = table;
    this.dropped = dropped;
    this.untilMicros = untilMicros;
  }

  /** Those of a table as it is now. Columns of the primary key cannot be dropped. */
  static HiddenColumns of(TableModel table, DroppedColumns dropped) {
    long[] until = new long[table.columns().size()];
    Arrays.fill(until, Long.MIN_VALUE);
    boolean any = false;
    for (Column column : table.columns()) {
      Long micros = dropped.untilMicros().get(column.name());
      if (micros != null && !table.isPrimaryKey(column)) {
        until[column.position()] = micros;
        any = true;
      }
    }
    return new HiddenColumns(table, dropped, any ? until : null);
  }

  /**
   * Looks whether all values will be seen.
   *
   * @throws ConnectException if one would not
   */
  void check(RowWrite write) {
    if (untilMicros == null || write.insertAt().isEmpty()) {
      return;
    }
    for (int i = 0; i < untilMicros.length; i++) {
      if (write.values()[i] != null
          && !write.clears(i)
          && write.insertAt().getAsLong() <= untilMicros[i]) {
        throw new ConnectException(
            "Cannot write: " + dropped.problem(table.name(), table.columns().get(i).name()) + ".");
      }
    }
  }
}
