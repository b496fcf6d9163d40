package dev.messina.sink.validate;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import dev.messina.sink.convert.TableNames;
import dev.messina.sink.evolve.DroppedColumns;
import dev.messina.sink.route.TableName;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What about a table makes it impossible to write rows of the past to it, or costly. */
final class TableCheck {

  private static final CqlIdentifier GRACE = CqlIdentifier.fromInternal("gc_grace_seconds");

  private final KeyspaceMetadata keyspace;
  private final TableMetadata table;
  private final ScyllaTableOptions options;
  private final DroppedColumns dropped;
  private final Lateness lateness;
  private final TableName name;
  private final String cql;

  TableCheck(
      KeyspaceMetadata keyspace,
      TableMetadata table,
      ScyllaTableOptions options,
      DroppedColumns dropped,
      Lateness lateness) {
    this.keyspace = keyspace;
    this.table = table;
    this.options = options;
    this.dropped = dropped;
    this.lateness = lateness;
    this.name = TableNames.of(table);
    this.cql = table.getKeyspace().asCql(true) + "." + table.getName().asCql(true);
  }

  /**
   * Each a line with the way out.
   *
   * @param clock only to tell which write timestamps may still come
   */
  List<String> problems(Clock clock) {
    List<String> problems = new ArrayList<>(TableProblems.of(table));
    if (options.capturesChanges()) {
      problems.add(
          "table "
              + name
              + " has change data capture, with which ScyllaDB refuses the old write timestamps"
              + " that rows come with; ALTER TABLE "
              + cql
              + " WITH cdc = {'enabled': false} until the last of them is written");
    }
    if (options.isStronglyConsistent()) {
      problems.add(
          "table "
              + name
              + " is strongly consistent (consistency = '"
              + options.consistency()
              + "' of its keyspace), and ScyllaDB takes no write timestamps for such tables; CREATE"
              + " TABLE it in a keyspace without that option");
    }
    tombstones().problem().ifPresent(problems::add);
    long earliest = lateness.earliestMicros(clock);
    table.getColumns().values().stream()
        .filter(column -> !table.getPrimaryKey().contains(column))
        .map(column -> column.getName().asInternal())
        .filter(column -> dropped.hides(column, earliest))
        .forEach(column -> problems.add(dropped.problem(name, column)));
    return problems;
  }

  /** What a user should know and may want; each a sentence. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    Collection<CqlIdentifier> views = keyspace.getViewsOnTable(table.getName()).keySet();
    if (!views.isEmpty()) {
      warnings.add(
          ("Table %s has materialized views (%s), which read before each write and "
                  + "make it several times as dear; create them after the backfill.")
              .formatted(name, names(views)));
    }
    if (!table.getIndexes().isEmpty()) {
      warnings.add(
          ("Table %s has secondary indexes (%s), which make each write dearer; "
                  + "create them after the backfill.")
              .formatted(name, names(table.getIndexes().keySet())));
    }
    tombstones().warning().ifPresent(warnings::add);
    return warnings;
  }

  private TombstoneCheck tombstones() {
    return new TombstoneCheck(
        name.toString(),
        cql,
        options,
        ReplicaCheck.hasOneReplica(keyspace),
        table.getOptions().get(GRACE) instanceof Integer seconds ? seconds : null,
        lateness);
  }

  private static String names(Collection<CqlIdentifier> identifiers) {
    return identifiers.stream().map(CqlIdentifier::asInternal).collect(Collectors.joining(", "));
  }
}
