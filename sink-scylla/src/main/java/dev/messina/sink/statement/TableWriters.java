package dev.messina.sink.statement;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import dev.messina.sink.convert.ColumnConversions;
import dev.messina.sink.convert.UnknownColumns;
import dev.messina.sink.convert.UnknownColumns.UnknownColumnsPolicy;
import dev.messina.sink.evolve.DroppedColumns;
import dev.messina.sink.evolve.TableEvolution;
import dev.messina.sink.mutation.RecordCoordinates;
import dev.messina.sink.mutation.RowMutation;
import dev.messina.sink.route.TableName;
import dev.messina.sink.route.TableRouter.Route;
import dev.messina.sink.statement.RowWriter.BoundRow;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Writes mutations to the tables of one session. Each is looked up and prepared when its first row
 * comes, and counts the columns it lacks for itself.
 */
public final class TableWriters implements RowWriter {

  /** Each keeps its statements here and on every node. */
  static final int TABLES_MAX = 500;

  private final CqlSession session;
  private final ColumnConversions conversions;
  private final UnknownColumnsPolicy unknownColumns;
  private final ReplaceStrategy strategy;
  private final TableEvolution evolution;
  private final TableInspection inspection;
  private final Clock clock;
  private final Map<TableName, TableWriter> open = new ConcurrentHashMap<>();

  /**
   * @param inspection of each table, before its first row and when the schema has changed
   * @param clock only to turn an expiry into the lifetime that remains
   */
  public TableWriters(
      CqlSession session,
      ColumnConversions conversions,
      UnknownColumnsPolicy unknownColumns,
      ReplaceStrategy strategy,
      TableEvolution evolution,
      TableInspection inspection,
      Clock clock) {
    this.session = session;
    this.conversions = conversions;
    this.unknownColumns = unknownColumns;
    this.strategy = strategy;
    this.evolution = evolution;
    this.inspection = inspection;
    this.clock = clock;
  }

  /**
   * Prepares the statements of tables that will be written.
   *
   * @param mayBeCreated whether one that is missing may be created with its first row
   * @throws ConnectException if there is no such table or rows cannot be kept in step in it
   */
  public void open(Collection<TableName> tables, boolean mayBeCreated) {
    tables.stream().filter(table -> !mayBeCreated || exists(table)).forEach(this::opened);
  }

  @Override
  public long unknownColumnsIgnored() {
    return open.values().stream().mapToLong(TableWriter::unknownColumnsIgnored).sum();
  }

  @Override
  public List<BoundRow> bind(Route route, RowMutation mutation) {
    evolution.fit(route.table(), mutation);
    TableWriter rows = open.get(route.table());
    if (rows == null) {
      checkNamedByRecord(route, mutation.coordinates());
      rows = opened(route.table());
    }
    return rows.bind(mutation);
  }

  @Override
  public CompletionStage<?> execute(List<BoundRow> rows) {
    return open.get(rows.get(0).table()).execute(rows);
  }

  @Override
  public Set<UUID> replicas(BoundRow row) {
    return Replicas.of(session.getMetadata(), row.table(), row.partitionKey());
  }

  /** A table of the configuration that is missing stops the task; this one costs its record. */
  private void checkNamedByRecord(Route route, RecordCoordinates where) {
    if (route.byHeader() && !exists(route.table())) {
      throw where.error(
          "its header (table.name.header) names a table that does not exist; CREATE TABLE it, or"
              + " correct whoever sets the header");
    }
  }

  private boolean exists(TableName table) {
    return TableWriter.find(session.getMetadata(), table).isPresent();
  }

  private synchronized TableWriter opened(TableName table) {
    TableWriter known = open.get(table);
    if (known != null) {
      return known;
    }
    if (open.size() >= TABLES_MAX) {
      throw new ConnectException(
          "Cannot write to "
              + table
              + ": this task already writes to "
              + TABLES_MAX
              + " tables, which is its limit. Divide the topics among several connectors.");
    }
    TableWriter rows =
        TableWriter.open(
            session,
            table,
            conversions,
            new UnknownColumns(unknownColumns),
            strategy,
            inspection,
            clock);
    open.put(table, rows);
    return rows;
  }

  /** Looks at a table before rows go to it, and again whenever the cluster's schema has changed. */
  @FunctionalInterface
  public interface TableInspection {

    /**
     * What makes it impossible to keep the table's rows in step. May ask the cluster, and fails
     * with the driver's exceptions then. Blocks.
     *
     * @param dropped the columns that the table once had
     * @return one line for each problem, with the way out; none if rows can be written
     */
    List<String> problems(TableMetadata table, DroppedColumns dropped);
  }
}
