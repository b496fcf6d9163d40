package dev.messina.sink.statement;

import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import dev.messina.sink.mutation.RecordCoordinates;
import dev.messina.sink.route.TableName;
import java.nio.ByteBuffer;
import java.util.List;

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
public record BoundRow(
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
