package dev.messina.sink.validate;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import dev.messina.sink.evolve.DroppedColumns;
import dev.messina.sink.session.Reasons;
import dev.messina.sink.statement.TableWriters.TableInspection;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds tables against what rows of the past need, whenever a task opens one: the same that
 * validation asks, for tables that nobody could name then as well. Each warning is logged once.
 */
public final class TableInspector implements TableInspection {

  private static final Logger LOG = LoggerFactory.getLogger(TableInspector.class);

  private final CqlSession session;
  private final Lateness lateness;
  private final Clock clock;
  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  /**
   * @param clock only to tell which write timestamps may still come
   */
  public TableInspector(CqlSession session, Lateness lateness, Clock clock) {
    this.session = session;
    this.lateness = lateness;
    this.clock = clock;
  }

  /** What makes a table that is created here one in which it finds nothing wrong. */
  public String optionsOfNewTable(KeyspaceMetadata keyspace) {
    return TombstoneCheck.clause(
        ScyllaSchema.isScylla(session), ReplicaCheck.hasOneReplica(keyspace), lateness);
  }

  @Override
  public List<String> problems(TableMetadata table, DroppedColumns dropped) {
    return problems(table, ScyllaSchema.options(session, table), dropped);
  }

  /** The same without asking the cluster anything. */
  List<String> problems(TableMetadata table, ScyllaTableOptions options, DroppedColumns dropped) {
    Optional<KeyspaceMetadata> keyspace = session.getMetadata().getKeyspace(table.getKeyspace());
    if (keyspace.isEmpty()) {
      return List.of("keyspace " + table.getKeyspace().asInternal() + " is gone");
    }
    TableCheck check = new TableCheck(keyspace.get(), table, options, dropped, lateness);
    check.warnings().stream().filter(warned::add).forEach(LOG::warn);
    return check.problems(clock);
  }

  /** Asks a server for what only ScyllaDB has in its schema, and no driver reads. */
  static final class ScyllaSchema {

    private static final Logger LOG = LoggerFactory.getLogger(ScyllaSchema.class);
    private static final String CREATE = "create_statement";
    private static final String CONSISTENCY = "consistency";

    private ScyllaSchema() {}

    static ScyllaTableOptions options(CqlSession session, TableMetadata table) {
      return ScyllaTableOptions.parse(
          createTable(session, table), consistency(session, table.getKeyspace()));
    }

    /** Whether the server has the table that only ScyllaDB has, in all of its versions. */
    static boolean isScylla(CqlSession session) {
      try {
        session.execute("SELECT table_name FROM system_schema.scylla_tables LIMIT 1");
        return true;
      } catch (QueryValidationException otherServer) {
        LOG.debug("The server is no ScyllaDB: {}", Reasons.of(otherServer));
        return false;
      }
    }

    private static String createTable(CqlSession session, TableMetadata table) {
      try {
        Row described =
            session
                .execute(
                    "DESCRIBE TABLE "
                        + table.getKeyspace().asCql(true)
                        + "."
                        + table.getName().asCql(true))
                .one();
        return described == null ? "" : described.getString(CREATE);
      } catch (QueryValidationException | IllegalArgumentException e) {
        LOG.warn(
            "The server does not describe its tables ({}); whether {} has change data capture, and"
                + " when it drops tombstones, is not known",
            Reasons.of(e),
            table.getName().asInternal());
        return "";
      }
    }

    /** The table is ScyllaDB's alone, and the column there only since keyspaces have the option. */
    private static String consistency(CqlSession session, CqlIdentifier keyspace) {
      try {
        Row found =
            session
                .execute(
                    "SELECT * FROM system_schema.scylla_keyspaces WHERE keyspace_name = ?",
                    keyspace.asInternal())
                .one();
        return found == null || !found.getColumnDefinitions().contains(CONSISTENCY)
            ? null
            : word(found.getObject(CONSISTENCY));
      } catch (QueryValidationException otherServer) {
        LOG.debug("The server has no options of ScyllaDB's keyspaces: {}", Reasons.of(otherServer));
        return null;
      }
    }

    /** A word, or a map with the word as its type. */
    private static String word(Object consistency) {
      Object word = consistency instanceof Map<?, ?> map ? map.get("type") : consistency;
      return word == null ? null : word.toString();
    }
  }
}
