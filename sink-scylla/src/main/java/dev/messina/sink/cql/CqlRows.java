package dev.messina.sink.cql;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.metadata.Metadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import dev.messina.sink.mutation.RowMutation;
import dev.messina.sink.route.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes mutations to one table through a session. When the table is altered, the statements are
 * prepared anew, so that a bound value never meets a column of another type than it was made for.
 */
public final class CqlRows implements RowWrites {

  private static final Logger LOG = LoggerFactory.getLogger(CqlRows.class);

  private final CqlSession session;
  private final TableName table;
  private final ColumnConversions conversions;
  private final UnknownColumns unknownColumns;
  private volatile Prepared prepared;

  /** What was prepared, and from which state of the cluster's metadata. */
  private record Prepared(Metadata seen, TableMetadata table, Statements statements) {}

  private CqlRows(
      CqlSession session,
      TableName table,
      ColumnConversions conversions,
      UnknownColumns unknownColumns) {
    this.session = session;
    this.table = table;
    this.conversions = conversions;
    this.unknownColumns = unknownColumns;
    this.prepared = prepare(session.getMetadata());
  }

  /**
   * Looks the table up and prepares its statements.
   *
   * @throws ConnectException if there is no such table or rows cannot be kept in step in it
   */
  public static CqlRows open(
      CqlSession session,
      TableName table,
      ColumnConversions conversions,
      UnknownColumns unknownColumns) {
    return new CqlRows(session, table, conversions, unknownColumns);
  }

  @Override
  public CompletionStage<?> write(RowMutation mutation) {
    Statements statements = current().statements();
    Statement<?> statement = statements.bind(mutation);
    RowMutation.Delete left = mutation.fold(RowMutation.Replace::left, delete -> null);
    if (left == null) {
      return session.executeAsync(statement);
    }
    Statement<?> leaving = statements.bind(left);
    return session
        .executeAsync(statement)
        .thenCombine(session.executeAsync(leaving), (written, deleted) -> written);
  }

  /** The session replaces its metadata as a whole, which makes the usual case one comparison. */
  private Prepared current() {
    Metadata metadata = session.getMetadata();
    Prepared last = prepared;
    return last.seen() == metadata ? last : refreshed(metadata);
  }

  private synchronized Prepared refreshed(Metadata metadata) {
    Prepared last = prepared;
    prepared =
        last.table().equals(lookUp(metadata))
            ? new Prepared(metadata, last.table(), last.statements())
            : prepare(metadata);
    return prepared;
  }

  private Prepared prepare(Metadata metadata) {
    TableMetadata found = lookUp(metadata);
    List<String> problems = new ArrayList<>(TableProblems.of(found));
    problems.addAll(conversions.problems(found));
    if (!problems.isEmpty()) {
      throw new ConnectException("Cannot write: " + String.join("; ", problems) + ".");
    }
    TableModel model = TableModel.of(table, found, conversions);
    Statements statements = Statements.prepare(session, model, unknownColumns);
    LOG.info("Prepared the statements of {} with {} columns", table, model.columns().size());
    return new Prepared(metadata, found, statements);
  }

  private TableMetadata lookUp(Metadata metadata) {
    return metadata
        .getKeyspace(CqlIdentifier.fromInternal(table.keyspace()))
        .flatMap(keyspace -> keyspace.getTable(CqlIdentifier.fromInternal(table.table())))
        .orElseThrow(
            () ->
                new ConnectException(
                    "There is no table "
                        + table
                        + "; CREATE TABLE it first, or correct table.name, and restart the task."));
  }
}
