package dev.messina.sink.session;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import dev.messina.sink.cql.TableNames;
import dev.messina.sink.cql.TableProblems;
import dev.messina.sink.route.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What about a table makes it impossible to write rows of the past to it, or costly. */
final class TableCheck {

  /** A lag that a migration may well have. */
  static final Duration LAG = Duration.ofDays(7);

  private static final CqlIdentifier GRACE = CqlIdentifier.fromInternal("gc_grace_seconds");

  private final KeyspaceMetadata keyspace;
  private final TableMetadata table;
  private final ScyllaTableOptions options;
  private final TableName name;

  TableCheck(KeyspaceMetadata keyspace, TableMetadata table, ScyllaTableOptions options) {
    this.keyspace = keyspace;
    this.table = table;
    this.options = options;
    this.name = TableNames.of(table);
  }

  /** Each a line with the way out. */
  List<String> problems() {
    List<String> problems = new ArrayList<>(TableProblems.of(table));
    if (options.capturesChanges()) {
      problems.add(
          "table "
              + name
              + " has change data capture, with which ScyllaDB refuses the old write times that"
              + " rows come with; ALTER TABLE "
              + name
              + " WITH cdc = {'enabled': false} until the last of them is written");
    }
    if (options.isStronglyConsistent()) {
      problems.add(
          "table "
              + name
              + " is strongly consistent (consistency = '"
              + options.consistency()
              + "' of its keyspace), and ScyllaDB takes no write times for such tables; CREATE"
              + " TABLE it in a keyspace without that option");
    }
    if (options.tombstoneMode().equals("immediate")) {
      problems.add(
          "table "
              + name
              + " drops tombstones at once (tombstone_gc), so that a late, older row could come"
              + " back after a delete; ALTER TABLE "
              + name
              + " WITH tombstone_gc = {'mode': 'timeout'}");
    }
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
    tombstones(warnings);
    return warnings;
  }

  private void tombstones(List<String> warnings) {
    if (options.tombstoneMode().equals("repair")) {
      Duration delay = options.propagationDelay();
      if (delay == null || delay.compareTo(LAG) < 0) {
        warnings.add(
            ("Table %1$s may drop a tombstone once it is repaired, when older rows "
                    + "may still come (tombstone_gc, propagation_delay_in_seconds %2$s); ALTER "
                    + "TABLE %1$s WITH tombstone_gc = {'mode': 'repair', "
                    + "'propagation_delay_in_seconds': '%3$d'}, or more than the longest lag.")
                .formatted(name, delay == null ? "not set" : delay.toSeconds(), LAG.toSeconds()));
      }
    } else if (table.getOptions().get(GRACE) instanceof Integer seconds
        && seconds < LAG.toSeconds()
        && !options.tombstoneMode().equals("disabled")) {
      warnings.add(
          ("Table %s keeps tombstones for %d s (gc_grace_seconds); a row that comes "
                  + "later than that after a delete comes back. Raise it above the longest "
                  + "lag.")
              .formatted(name, seconds));
    }
  }

  private static String names(Collection<CqlIdentifier> identifiers) {
    return identifiers.stream().map(CqlIdentifier::asInternal).collect(Collectors.joining(", "));
  }
}
