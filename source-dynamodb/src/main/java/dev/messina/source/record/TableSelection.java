package dev.messina.source.record;

import dev.messina.plugin.Options;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * Which tables are carried over: exactly one of a list, a regular expression and a tag.
 *
 * @param tables the list, empty unless that is how they are selected
 * @param regex what a table's whole name must match, or empty
 * @param tag {@code key=value} or {@code key}, or empty
 * @param discovery how often tables are looked for, where they are not listed
 */
public record TableSelection(List<String> tables, String regex, String tag, Duration discovery) {

  public static final String TABLES = "tables";
  public static final String REGEX = "tables.regex";
  public static final String TAG = "tables.tag";
  public static final String DISCOVERY_INTERVAL_MS = "tables.discovery.interval.ms";

  private static final List<String> WAYS = List.of(TABLES, REGEX, TAG);

  public TableSelection {
    tables = List.copyOf(tables);
  }

  public static TableSelection listed(List<String> tables) {
    return new TableSelection(tables, "", "", Duration.ZERO);
  }

  /** The options of the selection alone. */
  public static ConfigDef definition() {
    ConfigDef config = new ConfigDef();
    define(config, null, 0);
    return config;
  }

  static int define(ConfigDef config, String group, int first) {
    int order = first;
    Options.of(group, config)
        .option(TABLES, Type.LIST, "")
        .valid(
            ConfigDef.LambdaValidator.with(
                TableSelection::checkTables, () -> "names of tables, each once"))
        .high()
        .shown(++order, Width.LONG, "Tables")
        .doc(
            "The tables, separated by commas. Exactly one of tables, tables.regex and tables.tag is"
                + " set. Each table needs a stream of view type NEW_AND_OLD_IMAGES or NEW_IMAGE.")
        .option(REGEX, Type.STRING, "")
        .valid(
            ConfigDef.LambdaValidator.with(
                TableSelection::checkRegex, () -> "a regular expression"))
        .shown(++order, Width.LONG, "Tables by name")
        .doc(
            "Regular expression, in Java's notation, that the whole name of a table must match. New"
                + " tables join and deleted ones leave while the connector runs. A table without a"
                + " usable stream is named in the log and left out.")
        .option(TAG, Type.STRING, "")
        .shown(++order, Width.MEDIUM, "Tables by tag")
        .doc(
            "Tag that a table must have, as key=value, or as key for any value; otherwise as"
                + " tables.regex. The tags of each table of the region are asked for one by one.")
        .option(DISCOVERY_INTERVAL_MS, Type.LONG, Duration.ofMinutes(1).toMillis())
        .valid(Range.between(Duration.ofSeconds(1).toMillis(), Duration.ofDays(1).toMillis()))
        .low()
        .shown(++order, Width.SHORT, "Table discovery")
        .doc(
            "How often tables are looked for by tables.regex or tables.tag. Only when the tables"
                + " change are tasks given new ones, which restarts them.")
        .definition();
    return order;
  }

  /** Reads the settings, which may be asked for alone. */
  public static TableSelection from(AbstractConfig config) {
    return new TableSelection(
        config.getList(TABLES),
        config.getString(REGEX),
        config.getString(TAG),
        Duration.ofMillis(config.getLong(DISCOVERY_INTERVAL_MS)));
  }

  /** What is wrong with the choice among the ways to select, by option. */
  public static Map<String, String> problems(Map<String, String> properties) {
    List<String> chosen =
        WAYS.stream().filter(way -> !properties.getOrDefault(way, "").isEmpty()).toList();
    if (chosen.isEmpty()) {
      return Map.of(TABLES, "Say which tables: set one of " + String.join(", ", WAYS) + ".");
    }
    return chosen.size() == 1
        ? Map.of()
        : Map.of(
            chosen.get(1),
            "Tables are selected in one way only: keep one of " + String.join(", ", chosen) + ".");
  }

  /** Whether the tables have to be looked for. */
  public boolean isLive() {
    return tables.isEmpty();
  }

  /** The option that says which tables. */
  public String option() {
    return isLive() ? regex.isEmpty() ? TAG : REGEX : TABLES;
  }

  /**
   * Whether a table can be among them by its name alone; empty where its tags decide.
   *
   * @param table a name
   */
  public Optional<Boolean> byName(String table) {
    if (!isLive()) {
      return Optional.of(tables.contains(table));
    }
    return regex.isEmpty() ? Optional.empty() : Optional.of(Pattern.matches(regex, table));
  }

  /** What the tags of a table must fulfil. */
  public Predicate<Map<String, String>> byTags() {
    int equals = tag.indexOf('=');
    return equals < 0
        ? tags -> tags.containsKey(tag)
        : tags -> tag.substring(equals + 1).equals(tags.get(tag.substring(0, equals)));
  }

  private static void checkTables(String name, Object value) {
    List<?> tables = (List<?>) value;
    if (tables == null) {
      return;
    }
    if (tables.stream().distinct().count() < tables.size()) {
      throw new ConfigException(name, value, "a table is named twice; name it once");
    }
    for (Object table : tables) {
      if (!((String) table).matches("[a-zA-Z0-9._-]{3,255}")) {
        throw new ConfigException(
            name,
            value,
            "'" + table + "' is no name of a table; write the plain name, not the ARN");
      }
    }
  }

  private static void checkRegex(String name, Object value) {
    try {
      Pattern.compile(value == null ? "" : (String) value);
    } catch (PatternSyntaxException e) {
      throw new ConfigException(name, value, "is no regular expression: " + e.getDescription());
    }
  }
}
