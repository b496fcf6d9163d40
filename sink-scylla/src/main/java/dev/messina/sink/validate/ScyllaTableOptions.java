package dev.messina.sink.validate;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options of a table and its keyspace that only ScyllaDB has, and that drivers do not read.
 *
 * @param capturesChanges whether the table has ScyllaDB's own change data capture
 * @param tombstoneMode when a tombstone may be dropped; empty where there is no such option
 * @param propagationDelay how late a write may come in mode {@code repair}; null if not said
 * @param consistency by which the keyspace's replicas agree; empty where it is not said
 */
record ScyllaTableOptions(
    boolean capturesChanges, String tombstoneMode, Duration propagationDelay, String consistency) {

  /** What ScyllaDB calls one log of writes, for each part of a table or for all of it. */
  private static final Set<String> ONE_LOG = Set.of("local", "global");

  /** As of another server. */
  static final ScyllaTableOptions NONE = new ScyllaTableOptions(false, "", null, "");

  private static final Pattern CDC =
      Pattern.compile("\\bcdc\\s*=\\s*\\{[^}]*'enabled'\\s*:\\s*'?true", Pattern.CASE_INSENSITIVE);
  private static final Pattern TOMBSTONES = Pattern.compile("\\btombstone_gc\\s*=\\s*\\{([^}]*)}");
  private static final Pattern MODE = Pattern.compile("'mode'\\s*:\\s*'(\\w+)'");
  private static final Pattern DELAY =
      Pattern.compile("'propagation_delay_in_seconds'\\s*:\\s*'?(\\d{1,18})");

  /**
   * Reads what a server says of a table.
   *
   * @param createTable as {@code DESCRIBE TABLE} has it; nothing is found in that of another server
   * @param consistency in {@code system_schema.scylla_keyspaces}; null where it says nothing
   */
  static ScyllaTableOptions parse(String createTable, String consistency) {
    Matcher tombstones = TOMBSTONES.matcher(createTable);
    String collection = tombstones.find() ? tombstones.group(1) : "";
    Matcher mode = MODE.matcher(collection);
    Matcher delay = DELAY.matcher(collection);
    return new ScyllaTableOptions(
        CDC.matcher(createTable).find(),
        mode.find() ? mode.group(1) : "",
        delay.find() ? Duration.ofSeconds(Long.parseLong(delay.group(1))) : null,
        consistency == null ? "" : consistency);
  }

  /** Whether its tables take no write timestamps. A word that is not known counts as eventual. */
  boolean isStronglyConsistent() {
    return ONE_LOG.contains(consistency.toLowerCase(Locale.ROOT));
  }
}
