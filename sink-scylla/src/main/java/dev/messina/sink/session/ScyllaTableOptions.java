package dev.messina.sink.session;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options of a table that only ScyllaDB has, and that drivers do not read: as {@code DESCRIBE
 * TABLE} shows them.
 *
 * @param capturesChanges whether the table has ScyllaDB's own change data capture
 * @param tombstoneMode when a tombstone may be dropped; empty where there is no such option
 * @param propagationDelay how late a write may come in mode {@code repair}; null if not said
 */
record ScyllaTableOptions(
    boolean capturesChanges, String tombstoneMode, Duration propagationDelay) {

  private static final Pattern CDC =
      Pattern.compile("\\bcdc\\s*=\\s*\\{[^}]*'enabled'\\s*:\\s*'?true", Pattern.CASE_INSENSITIVE);
  private static final Pattern TOMBSTONES = Pattern.compile("\\btombstone_gc\\s*=\\s*\\{([^}]*)}");
  private static final Pattern MODE = Pattern.compile("'mode'\\s*:\\s*'(\\w+)'");
  private static final Pattern DELAY =
      Pattern.compile("'propagation_delay_in_seconds'\\s*:\\s*'?(\\d{1,18})");

  /** Reads a CREATE TABLE; nothing is found in that of another server. */
  static ScyllaTableOptions parse(String createTable) {
    Matcher tombstones = TOMBSTONES.matcher(createTable);
    String collection = tombstones.find() ? tombstones.group(1) : "";
    Matcher mode = MODE.matcher(collection);
    Matcher delay = DELAY.matcher(collection);
    return new ScyllaTableOptions(
        CDC.matcher(createTable).find(),
        mode.find() ? mode.group(1) : "",
        delay.find() ? Duration.ofSeconds(Long.parseLong(delay.group(1))) : null);
  }
}
