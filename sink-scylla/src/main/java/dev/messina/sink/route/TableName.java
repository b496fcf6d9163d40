package dev.messina.sink.route;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table's full name, {@code keyspace.table}, as the server holds it: case counts, quotes do not
 * belong. Nothing else in the sink takes such a name apart.
 */
public record TableName(String keyspace, String table) {

  private static final Pattern FULL_NAME = Pattern.compile("([A-Za-z0-9_]+)\\.([A-Za-z0-9_]+)");

  /**
   * Reads {@code keyspace.table}.
   *
   * @throws IllegalArgumentException if the text is anything else; the message says what is
   *     expected
   */
  public static TableName parse(String text) {
    Matcher matcher = FULL_NAME.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "must be keyspace.table, letters, digits and underscores only, without quotes");
    }
    return new TableName(matcher.group(1), matcher.group(2));
  }

  static boolean isOne(String text) {
    return FULL_NAME.matcher(text).matches();
  }

  /** As of any record, but without the detour by which these are worked out: it is asked often. */
  @Override
  public int hashCode() {
    return 31 * keyspace.hashCode() + table.hashCode();
  }

  @Override
  public String toString() {
    return keyspace + "." + table;
  }
}
