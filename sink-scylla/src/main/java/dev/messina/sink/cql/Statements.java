package dev.messina.sink.cql;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import dev.messina.sink.mutation.RowMutation;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The two prepared statements of a table, and how a mutation binds them.
 *
 * <p>One INSERT names every column, whatever columns an image has, so that the number of prepared
 * statements does not grow with the variety of items. An absent column stays unset, which writes
 * nothing; the row tombstone one microsecond before the INSERT's time clears what an earlier image
 * had there. Both travel as one batch of one partition, which the server applies as one mutation.
 *
 * <p>Every statement names its write time, so that nothing is ever stamped by a clock, and its TTL
 * (none), so that a table's default cannot expire a row that still exists at the source. All of
 * this makes them idempotent.
 */
final class Statements {

  private final RowEncoder encoder;
  private final PreparedStatement insert;
  private final PreparedStatement delete;
  private final int keySize;

  private Statements(
      RowEncoder encoder, PreparedStatement insert, PreparedStatement delete, int keySize) {
    this.encoder = encoder;
    this.insert = insert;
    this.delete = delete;
    this.keySize = keySize;
  }

  /** Prepares on the server; fails with the driver's exceptions. Blocks. */
  static Statements prepare(CqlSession session, TableModel table, UnknownColumns unknownColumns) {
    return new Statements(
        new RowEncoder(table, unknownColumns),
        session.prepare(insertText(table)),
        session.prepare(deleteText(table)),
        table.primaryKey().size());
  }

  /**
   * The statement that makes the mutation true.
   *
   * @throws org.apache.kafka.connect.errors.DataException if it cannot be said exactly
   */
  Statement<?> bind(RowMutation mutation) {
    return mutation.fold(this::bindReplace, this::bindDelete);
  }

  static String insertText(TableModel table) {
    return "INSERT INTO "
        + qualified(table)
        + " ("
        + joined(table.columns(), "%s", ", ")
        + ") VALUES ("
        + joined(table.columns(), "?", ", ")
        + ") USING TIMESTAMP ? AND TTL 0";
  }

  static String deleteText(TableModel table) {
    return "DELETE FROM "
        + qualified(table)
        + " USING TIMESTAMP ? WHERE "
        + joined(table.primaryKey(), "%s = ?", " AND ");
  }

  private Statement<?> bindReplace(RowMutation.Replace replace) {
    ByteBuffer[] values = encoder.image(replace);
    BoundStatementBuilder image = insert.boundStatementBuilder();
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        image.setBytesUnsafe(i, values[i]);
      }
    }
    image.setLong(values.length, replace.writtenAt().micros()).setIdempotence(true);
    return BatchStatement.builder(DefaultBatchType.UNLOGGED)
        .addStatement(rowTombstone(values, replace.writtenAt().justBefore()))
        .addStatement(image.build())
        .setIdempotence(true)
        .build();
  }

  private Statement<?> bindDelete(RowMutation.Delete delete) {
    return rowTombstone(encoder.key(delete), delete.writtenAt().micros());
  }

  private BoundStatement rowTombstone(ByteBuffer[] key, long micros) {
    BoundStatementBuilder tombstone = delete.boundStatementBuilder().setLong(0, micros);
    for (int i = 0; i < keySize; i++) {
      tombstone.setBytesUnsafe(i + 1, key[i].duplicate());
    }
    return tombstone.setIdempotence(true).build();
  }

  private static String qualified(TableModel table) {
    return quoted(table.name().keyspace()) + "." + quoted(table.name().table());
  }

  private static String joined(List<Column> columns, String form, String separator) {
    return columns.stream()
        .map(column -> form.replace("%s", quoted(column.name())))
        .collect(Collectors.joining(separator));
  }

  private static String quoted(String name) {
    return CqlIdentifier.fromInternal(name).asCql(false);
  }
}
