package dev.messina.sink.statement;

import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import dev.messina.sink.mutation.RecordCoordinates;
import dev.messina.sink.mutation.RowMutation;
import dev.messina.sink.route.TableName;
import dev.messina.sink.route.TableRouter.Route;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Where mutations of rows are written to. Safe for several threads. */
public interface RowWriter {

  /**
   * Encodes a mutation for its table as it is now. Must not be called from a thread of the
   * driver's, since a table that was altered is asked for again.
   *
   * @return the row, then the one that the item has left, if there is one; for the same mutation
   *     always as many, in the same order
   * @throws org.apache.kafka.connect.errors.DataException if the record cannot be written to its
   *     table exactly, or names one that does not exist
   * @throws org.apache.kafka.connect.errors.ConnectException if nothing can be written to its table
   *     at all
   */
  List<BoundRow> bind(Route route, RowMutation mutation);

  /**
   * Sends rows of one partition as one request, which the server applies as one mutation. May be
   * repeated at will: the effect is that of doing it once. Does not block.
   *
   * @param rows of one table and one partition, at least one
   * @return completes when all are acknowledged at the consistency level, or fails with the
   *     driver's exception; with {@link TableAlteredException} if the rows must be bound again, and
   *     with a {@link org.apache.kafka.connect.errors.ConnectException} if the table is gone. An
   *     {@link com.datastax.oss.driver.api.core.servererrors.InvalidQueryException} is a row's own
   *     fault then
   */
  CompletionStage<?> execute(List<BoundRow> rows);

  /** The nodes that keep the row, by their host ids, as far as is known; none if nothing is. */
  Set<UUID> replicas(BoundRow row);

  /** How many values were left out so far, for which a table had no column. */
  long unknownColumnsIgnored();

  /**
   * A table is not any more what rows were bound for, or not yet; bound again they can be written.
   */
  final class TableAlteredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TableAlteredException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * What makes a mutation true of one row, bound and ready to be sent. Rows of the same table and
   * partition key may be sent together.
   *
   * @param statements one or more, all of this row
   * @param partitionKey as the server hashes it; must not be changed
   * @param bytes of the values bound
   * @param tombstones that the statements write, of rows and of cells
   * @param coordinates of the record that it comes from
   */
  record BoundRow(
      TableName table,
      List<? extends BatchableStatement<?>> statements,
      ByteBuffer partitionKey,
      int bytes,
      int tombstones,
      RecordCoordinates coordinates) {

    public BoundRow {
      statements = List.copyOf(statements);
    }
  }
}
