package dev.messina.sink.statement;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.messina.sink.convert.Column;
import dev.messina.sink.convert.UnknownColumns;
import dev.messina.sink.mutation.RecordCoordinates;
import dev.messina.sink.mutation.RowMutation;
import dev.messina.sink.route.TableName;
import dev.messina.sink.statement.RowWriter.BoundRow;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The two prepared statements of a table, and how they are bound to what is to be written.
 *
 * <p>One INSERT names every column, whatever columns an image has, so that the number of prepared
 * statements does not grow with the variety of items. A column that is left as it is stays unset,
 * which writes nothing. All statements of a row are of one partition, so that the server applies
 * them as one mutation.
 *
 * <p>Every statement names its write timestamp, so that nothing is ever stamped by a clock, and
 * every INSERT its lifetime, so that a table's default cannot expire a row that still exists at the
 * source. All of this makes them idempotent.
 */
final class Statements {

  private final TableName table;
  private final RowEncoder encoder;
  private final ReplaceStrategy strategy;
  private final Clock clock;
  private final HiddenColumns hidden;
  private final int partitionKeySize;
  private final PreparedStatement insert;
  private final PreparedStatement delete;
  private final int keySize;

  private Statements(
      TableModel table,
      RowEncoder encoder,
      HiddenColumns hidden,
      ReplaceStrategy strategy,
      Clock clock,
      PreparedStatement insert,
      PreparedStatement delete) {
    this.table = table.name();
    this.encoder = encoder;
    this.hidden = hidden;
    this.strategy = strategy;
    this.clock = clock;
    this.partitionKeySize = table.partitionKey().size();
    this.insert = insert;
    this.delete = delete;
    this.keySize = table.primaryKey().size();
  }

  /** Prepares on the server; fails with the driver's exceptions. Blocks. */
  static Statements prepare(
      CqlSession session,
      TableModel table,
      HiddenColumns hidden,
      UnknownColumns unknownColumns,
      ReplaceStrategy strategy,
      Clock clock) {
    return new Statements(
        table,
        new RowEncoder(table, unknownColumns),
        hidden,
        strategy,
        clock,
        session.prepare(insertText(table)),
        session.prepare(deleteText(table)));
  }

  /**
   * The rows that the mutation is about: its own, then the one that its item has left.
   *
   * @throws org.apache.kafka.connect.errors.DataException if it cannot be said exactly
   * @throws org.apache.kafka.connect.errors.ConnectException if the server would hide a value
   */
  List<BoundRow> bind(RowMutation mutation) {
    return mutation.fold(
        replace ->
            rows(
                RowWrite.of(replace, encoder.image(replace), strategy, clock.instant()),
                replace.left(),
                mutation),
        merge ->
            rows(RowWrite.of(merge, encoder.named(merge), clock.instant()), merge.left(), mutation),
        delete -> rows(tombstone(delete), null, mutation));
  }

  /** Whether a row was bound by these statements, not by those of another state of the table. */
  boolean made(BoundRow row) {
    return row.statements().stream()
        .allMatch(
            statement ->
                statement instanceof BoundStatement bound
                    && (bound.getPreparedStatement() == insert
                        || bound.getPreparedStatement() == delete));
  }

  static String insertText(TableModel table) {
    return "INSERT INTO "
        + qualified(table)
        + " ("
        + joined(table.columns(), "%s", ", ")
        + ") VALUES ("
        + joined(table.columns(), "?", ", ")
        + ") USING TIMESTAMP ? AND TTL ?";
  }

  static String deleteText(TableModel table) {
    return "DELETE FROM "
        + qualified(table)
        + " USING TIMESTAMP ? WHERE "
        + joined(table.primaryKey(), "%s = ?", " AND ");
  }

  private RowWrite tombstone(RowMutation.Delete delete) {
    return RowWrite.of(delete, encoder.key(delete));
  }

  private List<BoundRow> rows(RowWrite write, RowMutation.Delete left, RowMutation mutation) {
    RecordCoordinates where = mutation.coordinates();
    hidden.check(write);
    BoundRow row = row(write, where);
    return left == null ? List.of(row) : List.of(row, row(tombstone(left), where));
  }

  private BoundRow row(RowWrite write, RecordCoordinates where) {
    ByteBuffer partition = write.partitionKey(partitionKeySize);
    List<BoundStatement> statements = new ArrayList<>(2);
    write.tombstoneAt().ifPresent(at -> statements.add(tombstone(write, at, partition)));
    write.insertAt().ifPresent(at -> statements.add(inserted(write, at, partition)));
    return new BoundRow(table, statements, partition, write.bytes(), write.tombstones(), where);
  }

  private BoundStatement inserted(RowWrite write, long micros, ByteBuffer partition) {
    ByteBuffer[] values = write.values();
    BoundStatementBuilder bound = insert.boundStatementBuilder();
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        bound.setBytesUnsafe(i, write.clears(i) ? null : values[i]);
      }
    }
    return bound
        .setBytesUnsafe(values.length, bigint(micros))
        .setBytesUnsafe(
            values.length + 1,
            ByteBuffer.allocate(Integer.BYTES).putInt(0, write.lifetimeSeconds()))
        .setRoutingKey(partition)
        .setIdempotence(true)
        .build();
  }

  private BoundStatement tombstone(RowWrite write, long micros, ByteBuffer partition) {
    BoundStatementBuilder bound = delete.boundStatementBuilder().setBytesUnsafe(0, bigint(micros));
    for (int i = 0; i < keySize; i++) {
      bound.setBytesUnsafe(i + 1, write.values()[i].duplicate());
    }
    return bound.setRoutingKey(partition).setIdempotence(true).build();
  }

  private static ByteBuffer bigint(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(0, value);
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
