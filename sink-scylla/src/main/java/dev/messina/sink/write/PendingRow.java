package dev.messina.sink.write;

import dev.messina.sink.cql.BoundRow;
import dev.messina.sink.cql.RowWrites;

/**
 * One row of a record on its way to the server.
 *
 * @param index which of the record's rows it is
 */
record PendingRow(PendingWrite write, int index, BoundRow bound) {

  /** The same row for the table as it is now; fails as {@link RowWrites#bind} does. */
  PendingRow boundAnew(RowWrites rows) {
    return new PendingRow(write, index, rows.bind(write.route(), write.mutation()).get(index));
  }
}
