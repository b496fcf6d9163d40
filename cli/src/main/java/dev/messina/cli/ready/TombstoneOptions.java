package dev.messina.cli.ready;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long the target keeps tombstones.
 *
 * @param table in CQL
 * @param mode of ScyllaDB's {@code tombstone_gc}; empty where there is no such option
 * @param delaySeconds that mode's propagation delay; 0 if none is said
 * @param graceSeconds {@code gc_grace_seconds}
 * @param hasOneReplica whether there is no other to repair from
 */
public record TombstoneOptions(
    String table, String mode, long delaySeconds, long graceSeconds, boolean hasOneReplica) {

  private static final long DEFAULT_DELAY = 3_600;
  private static final long DEFAULT_GRACE = 864_000;
  private static final Pattern TOMBSTONES = Pattern.compile("\\btombstone_gc\\s*=\\s*\\{([^}]*)}");
  private static final Pattern MODE = Pattern.compile("'mode'\\s*:\\s*'(\\w+)'");
  private static final Pattern DELAY =
      Pattern.compile("'propagation_delay_in_seconds'\\s*:\\s*'?(\\d{1,18})");

  /**
   * Reads those of a table.
   *
   * @throws IllegalStateException if the cluster has no such table, or does not describe it
   */
  static TombstoneOptions of(CqlSession session, TableMetadata table) {
    String cql = table.getKeyspace().asCql(true) + "." + table.getName().asCql(true);
    String statement = isScylla(session) ? described(session, cql) : "";
    Matcher found = TOMBSTONES.matcher(statement);
    String collection = found.find() ? found.group(1) : "";
    Matcher delay = DELAY.matcher(collection);
    Object grace = table.getOptions().get(CqlIdentifier.fromInternal("gc_grace_seconds"));
    Matcher mode = MODE.matcher(collection);
    return new TombstoneOptions(
        cql,
        mode.find() ? mode.group(1) : "",
        delay.find() ? Long.parseLong(delay.group(1)) : 0,
        grace instanceof Number seconds ? seconds.longValue() : DEFAULT_GRACE,
        hasOneReplica(session, table));
  }

  private static boolean isScylla(CqlSession session) {
    try {
      session.execute("SELECT table_name FROM system_schema.scylla_tables LIMIT 1");
      return true;
    } catch (QueryValidationException otherServer) {
      return false;
    }
  }

  private static String described(CqlSession session, String cql) {
    Row row = session.execute("DESCRIBE TABLE " + cql).one();
    if (row == null) {
      throw new IllegalStateException("The cluster does not describe table " + cql + ".");
    }
    return row.getString("create_statement");
  }

  private static boolean hasOneReplica(CqlSession session, TableMetadata table) {
    return session
            .getMetadata()
            .getKeyspace(table.getKeyspace())
            .map(
                keyspace ->
                    keyspace.getReplication().entrySet().stream()
                        .filter(entry -> entry.getValue().matches("\\d{1,3}"))
                        .mapToInt(entry -> Integer.parseInt(entry.getValue()))
                        .sum())
            .orElse(1)
        <= 1;
  }

  /** Whether tombstones go at once, so that a late, older row could come back after a delete. */
  boolean dropsAtOnce() {
    return mode.equals("immediate") || (mode.equals("repair") && hasOneReplica);
  }

  /** The statement that gives the table back what a migration has taken; empty for nothing. */
  public Optional<String> restore() {
    if (mode.equals("disabled") || (mode.equals("repair") && delaySeconds > DEFAULT_DELAY)) {
      return Optional.of(
          "ALTER TABLE %s WITH tombstone_gc = {'mode': '%s'};"
              .formatted(table, hasOneReplica ? "timeout" : "repair"));
    }
    return !mode.equals("repair") && graceSeconds > DEFAULT_GRACE
        ? Optional.of("ALTER TABLE %s WITH gc_grace_seconds = %d;".formatted(table, DEFAULT_GRACE))
        : Optional.empty();
  }

  /** What the table says, in a few words. */
  String words() {
    return mode.isEmpty()
        ? "gc_grace_seconds is " + graceSeconds
        : "tombstone_gc is in mode '" + mode + "'";
  }
}
