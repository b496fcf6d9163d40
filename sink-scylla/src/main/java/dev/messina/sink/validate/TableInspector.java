package dev.messina.sink.validate;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import dev.messina.sink.evolve.DroppedColumns;
import dev.messina.sink.statement.TableInspection;
import java.time.Clock;
import java.util.List;
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
}
