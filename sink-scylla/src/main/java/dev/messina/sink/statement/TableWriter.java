package dev.messina.sink.statement;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.metadata.Metadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import dev.messina.sink.convert.ColumnConversions;
import dev.messina.sink.convert.UnknownColumns;
import dev.messina.sink.evolve.DroppedColumns;
import dev.messina.sink.mutation.RowMutation;
import dev.messina.sink.route.TableName;
import dev.messina.sink.statement.RowWriter.BoundRow;
import dev.messina.sink.statement.RowWriter.TableAlteredException;
import dev.messina.sink.statement.TableWriters.TableInspection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes mutations to one table through a session. When the table is altered, the statements are
 * prepared again, so that a bound value never meets a column of another type than it was made for.
 */
final class TableWriter {

  private static final Logger LOG = LoggerFactory.getLogger(TableWriter.class);

  private final CqlSession session;
  private final TableName table;
  private final ColumnConversions conversions;
  private final UnknownColumns unknownColumns;
  private final ReplaceStrategy strategy;
  private final TableInspection inspection;
  private final Clock clock;
  private volatile Prepared prepared;

  /** What was prepared, for which table, and from which state of the cluster's metadata. */
  private record Prepared(
      Metadata seen, TableMetadata table, DroppedColumns dropped, Statements statements) {

    /** Whether nothing but nodes have come and gone since. */
    @SuppressWarnings("ReferenceEquality")
    boolean hasSeenTablesOf(Metadata metadata) {
      return seen.getKeyspaces() == metadata.getKeyspaces();
    }

    Prepared asSeen(Metadata metadata) {
      return new Prepared(metadata, table, dropped, statements);
    }
  }

  private TableWriter(
      CqlSession session,
      TableName table,
      ColumnConversions conversions,
      UnknownColumns unknownColumns,
      ReplaceStrategy strategy,
      TableInspection inspection,
      Clock clock) {
    this.session = session;
    this.table = table;
    this.conversions = conversions;
    this.unknownColumns = unknownColumns;
    this.strategy = strategy;
    this.inspection = inspection;
    this.clock = clock;
    this.prepared = prepare(session.getMetadata());
  }

  /**
   * Looks the table up and prepares its statements.
   *
   * @param clock only to turn an expiry into the lifetime that remains
   * @throws ConnectException if there is no such table or rows cannot be kept in step in it
   */
  static TableWriter open(
      CqlSession session,
      TableName table,
      ColumnConversions conversions,
      UnknownColumns unknownColumns,
      ReplaceStrategy strategy,
      TableInspection inspection,
      Clock clock) {
    return new TableWriter(
        session, table, conversions, unknownColumns, strategy, inspection, clock);
  }

  List<BoundRow> bind(RowMutation mutation) {
    return current().statements().bind(mutation);
  }

  CompletionStage<?> execute(List<BoundRow> rows) {
    BoundRow first = rows.get(0);
    if (rows.size() == 1 && first.statements().size() == 1) {
      return explained(first, session.executeAsync((Statement<?>) first.statements().get(0)));
    }
    BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
    for (BoundRow row : rows) {
      for (BatchableStatement<?> statement : row.statements()) {
        batch.addStatement(statement);
      }
    }
    return explained(
        first,
        session.executeAsync(
            batch.setRoutingKey(first.partitionKey()).setIdempotence(true).build()));
  }

  /**
   * The server calls a query invalid for the sake of a value, but also when the table has been
   * altered or dropped, of which the driver may not have heard yet. It is asked before anybody
   * blames the row.
   */
  private <T> CompletionStage<T> explained(BoundRow row, CompletionStage<T> answer) {
    return answer.exceptionallyCompose(
        error ->
            error instanceof InvalidQueryException
                ? session
                    .refreshSchemaAsync()
                    .thenCompose(metadata -> reason(row, metadata, error))
                    .thenCompose(CompletableFuture::failedFuture)
                : CompletableFuture.failedFuture(error));
  }

  private CompletionStage<Throwable> reason(BoundRow row, Metadata metadata, Throwable error) {
    Prepared last = prepared;
    if (!last.statements().made(row) || !last.table().equals(lookUp(metadata))) {
      return CompletableFuture.completedFuture(
          new TableAlteredException(table + " was altered: " + error.getMessage(), error));
    }
    return session
        .checkSchemaAgreementAsync()
        .thenApply(
            agreed ->
                agreed
                    ? error
                    : new TableAlteredException(
                        "the nodes do not agree on " + table + ": " + error.getMessage(), error));
  }

  long unknownColumnsIgnored() {
    return unknownColumns.ignoredCount();
  }

  /** The session replaces its metadata as a whole, which makes the usual case one comparison. */
  private Prepared current() {
    Metadata metadata = session.getMetadata();
    Prepared last = prepared;
    return last.seen() == metadata ? last : refreshed(metadata);
  }

  private synchronized Prepared refreshed(Metadata seen) {
    // Between a DROP and a CREATE that are both done the driver may have heard of the DROP alone.
    Metadata metadata = find(seen, table).isPresent() ? seen : session.refreshSchema();
    Prepared last = prepared;
    prepared = last.hasSeenTablesOf(metadata) ? last.asSeen(metadata) : prepare(metadata);
    return prepared;
  }

  /**
   * Looks at the table as it is now. What was prepared before is kept where that is still right: a
   * column that was dropped and added again leaves the table as it was.
   */
  private Prepared prepare(Metadata metadata) {
    TableMetadata found = lookUp(metadata);
    DroppedColumns dropped = DroppedColumns.addedAgain(session, table);
    List<String> problems = new ArrayList<>(inspection.problems(found, dropped));
    problems.addAll(conversions.problems(found));
    if (!problems.isEmpty()) {
      throw new ConnectException("Cannot write: " + String.join("; ", problems) + ".");
    }
    Prepared last = prepared;
    if (last != null && last.table().equals(found) && last.dropped().equals(dropped)) {
      return last.asSeen(metadata);
    }
    TableModel model = TableModel.of(table, found, conversions, unknownColumns);
    Statements statements = statements(model, HiddenColumns.of(model, dropped));
    LOG.info("Prepared the statements of {} with {} columns", table, model.columns().size());
    return new Prepared(metadata, found, dropped, statements);
  }

  /** Not every node has heard of a table or a column that has just been made. */
  private Statements statements(TableModel model, HiddenColumns hidden) {
    try {
      return Statements.prepare(session, model, hidden, unknownColumns, strategy, clock);
    } catch (InvalidQueryException e) {
      throw new TableAlteredException(table + " is being altered: " + e.getMessage(), e);
    }
  }

  private TableMetadata lookUp(Metadata metadata) {
    return find(metadata, table)
        .orElseThrow(
            () ->
                new ConnectException(
                    "There is no table "
                        + table
                        + "; CREATE TABLE it first, or correct the option that names it, and"
                        + " restart the task."));
  }

  /** The table as the driver has heard of it. */
  static Optional<TableMetadata> find(Metadata metadata, TableName table) {
    return metadata
        .getKeyspace(CqlIdentifier.fromInternal(table.keyspace()))
        .flatMap(keyspace -> keyspace.getTable(CqlIdentifier.fromInternal(table.table())));
  }
}
