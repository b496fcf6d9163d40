package dev.messina.sink.route;

import dev.messina.plugin.OptionError;
import dev.messina.plugin.Options;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * Which tables are written.
 *
 * @param header the header that names a record's table; null if none does
 * @param overrides topic to its table
 * @param usual the table of all other records; null if there is none
 */
public record TableSettings(String header, Map<String, TableName> overrides, TableFormat usual) {

  public static final String TABLE_NAME = "table.name";
  public static final String FORMAT = "table.name.format";
  public static final String HEADER = "table.name.header";
  public static final String OVERRIDES = "table.name.overrides";

  private static final String GROUP = "Table";
  private static final String TWO_NAMES =
      "Both 'table.name' and 'table.name.format' are set; keep the one that is meant.";
  private static final String NO_NAME =
      "No table is named; set 'table.name', or for several tables 'table.name.format',"
          + " 'table.name.header' or 'table.name.overrides'.";

  public TableSettings {
    overrides = Map.copyOf(overrides);
  }

  /** All records go to one table. */
  public static TableSettings only(TableName table) {
    return new TableSettings(null, Map.of(), new TableFormat(table.toString()));
  }

  /** Adds this section's options. */
  public static ConfigDef define(ConfigDef definition) {
    return defineRouting(
        Options.of(GROUP, definition)
            .option(TABLE_NAME, Type.STRING, null)
            .valid(LambdaValidator.with(TableSettings::checkName, () -> "keyspace.table"))
            .high()
            .shown(1, Width.MEDIUM, "Table")
            .doc(
                "The table to write, as `keyspace.table` in the server's own spelling and without"
                    + " quotes. Its columns say how values are converted. Required, unless one of"
                    + " the `table.name.*` options says it; `docs/sink.md` tells which of them"
                    + " decides.")
            .definition());
  }

  private static ConfigDef defineRouting(ConfigDef definition) {
    return Options.of(GROUP, definition)
        .option(FORMAT, Type.STRING, null)
        .valid(
            LambdaValidator.with(TableSettings::checkFormat, () -> "keyspace.table with ${topic}"))
        .shown(3, Width.MEDIUM, "Table by topic")
        .doc(
            "In place of `table.name`: the table of each topic, such as `shop.${topic}`. The topic"
                + " is the one that the transforms leave. Nothing in it is replaced: a topic that"
                + " makes no table's name needs an override or a transform such as RegexRouter.")
        .option(HEADER, Type.STRING, null)
        .valid(new ConfigDef.NonEmptyString())
        .shown(4, Width.MEDIUM, "Table by header")
        .doc(
            "The header that names a record's table as `keyspace.table`, such as"
                + " `messina.target.table`, which ItemToRow sets. A record without it goes where"
                + " the other options say.")
        .option(OVERRIDES, Type.LIST, List.of())
        .valid(
            LambdaValidator.with(
                (name, value) -> overrides((List<?>) value),
                () -> "a list of topic:keyspace.table"))
        .shown(5, Width.LONG, "Overrides")
        .doc(
            "Tables of single topics, as a list of `topic:keyspace.table`; stronger than"
                + " `table.name` and `table.name.format`.")
        .definition();
  }

  /**
   * Reads the options.
   *
   * @throws ConfigException if they name no table, or name it in two ways
   */
  public static TableSettings of(AbstractConfig config) {
    String name = config.getString(TABLE_NAME);
    String format = config.getString(FORMAT);
    TableSettings settings =
        new TableSettings(
            config.getString(HEADER),
            overrides(config.getList(OVERRIDES)),
            name == null && format == null ? null : new TableFormat(name == null ? format : name));
    if (name != null && format != null) {
      throw new ConfigException(TWO_NAMES);
    }
    if (settings.usual == null && settings.header == null && settings.overrides.isEmpty()) {
      throw new ConfigException(NO_NAME);
    }
    return settings;
  }

  /**
   * What is wrong with options that are sound one by one, with the option to put it right.
   *
   * @param topics those that are known
   */
  public static Optional<OptionError> problem(
      Map<String, String> options, Collection<String> topics) {
    TableSettings settings;
    try {
      settings = of(new AbstractConfig(define(new ConfigDef()), options, false));
    } catch (ConfigException contradiction) {
      return Optional.of(
          new OptionError(
              options.containsKey(FORMAT) ? FORMAT : TABLE_NAME, contradiction.getMessage()));
    }
    List<String> unfit = topics.stream().filter(topic -> !settings.names(topic)).toList();
    if (unfit.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new OptionError(
            settings.usual == null ? OVERRIDES : FORMAT,
            "No table is named for "
                + String.join(", ", unfit)
                + ": a table's name has letters, digits and underscores only. Name theirs in '"
                + OVERRIDES
                + "', or rename the topics with a transform such as RegexRouter."));
  }

  /** Whether the table of a topic's records can be told, or they may name it themselves. */
  private boolean names(String topic) {
    return header != null || overrides.containsKey(topic) || (usual != null && usual.fits(topic));
  }

  /** Whether every record goes to the same table. */
  public boolean isOneTable() {
    return header == null && overrides.isEmpty() && usual.isFixed();
  }

  /** Whether a row goes to the table that its mapping names, if it names one. */
  public boolean mappingsDecide() {
    return TableRouter.TARGET_HEADER.equals(header);
  }

  /** Whether all tables can be told before any record comes. */
  public boolean isFixed() {
    return header == null && (usual == null || usual.isFixed());
  }

  /** The tables that are written whatever the topics are, each with the option that names it. */
  public Map<TableName, String> fixed() {
    return known(List.of());
  }

  /** The tables that can be told from the topics, each with the option that names it. */
  public Map<TableName, String> known(Collection<String> topics) {
    Map<TableName, String> known = new LinkedHashMap<>();
    if (usual != null && usual.isFixed()) {
      known.put(usual.table(""), TABLE_NAME);
    } else if (usual != null && header == null) {
      topics.stream()
          .filter(topic -> !overrides.containsKey(topic) && usual.fits(topic))
          .forEach(topic -> known.putIfAbsent(usual.table(topic), FORMAT));
    }
    overrides.values().forEach(table -> known.putIfAbsent(table, OVERRIDES));
    return known;
  }

  /** The tables of single topics in an option's value. */
  private static Map<String, TableName> overrides(List<?> entries) {
    Map<String, TableName> overrides = new LinkedHashMap<>();
    for (Object entry : entries) {
      String text = entry.toString();
      int colon = text.indexOf(':');
      String table = text.substring(colon + 1).strip();
      if (colon <= 0 || !TableName.isOne(table)) {
        throw new ConfigException(
            "'"
                + OVERRIDES
                + "' must be a list of topic:keyspace.table, and '"
                + text
                + "' is not one.");
      }
      if (overrides.put(text.substring(0, colon).strip(), TableName.parse(table)) != null) {
        throw new ConfigException(
            "'" + OVERRIDES + "' has two tables for the topic of '" + text + "'; keep one.");
      }
    }
    return overrides;
  }

  private static void checkName(String name, Object value) {
    check(name, value, TableName::parse);
  }

  private static void checkFormat(String name, Object value) {
    check(name, value, TableFormat::new);
    if (value != null && new TableFormat(value.toString()).isFixed()) {
      throw new ConfigException(
          "'" + name + "' has no " + TableFormat.TOPIC + "; add it, or use 'table.name'.");
    }
  }

  private static void check(String name, Object value, Consumer<String> reading) {
    if (value == null) {
      return;
    }
    try {
      reading.accept(value.toString());
    } catch (IllegalArgumentException malformed) {
      throw new ConfigException("'" + name + "' " + malformed.getMessage() + ".");
    }
  }

  /**
   * How a topic's name becomes a table's. Nothing is replaced or left out to make a name fit, since
   * two topics could then meet in one table.
   *
   * @param text {@code keyspace.table} in which {@code ${topic}} stands for the topic, if it is
   *     there
   */
  record TableFormat(String text) {

    static final String TOPIC = "${topic}";

    /** A topic may be a table's name, or a full name. */
    private static final String[] SAMPLES = {"topic", "keyspace.topic"};

    /**
     * Checks what can be checked before a topic is known.
     *
     * @throws IllegalArgumentException if no topic at all can make a table's name of the text
     */
    TableFormat {
      if (!makesName(text)) {
        throw new IllegalArgumentException(
            "must be keyspace.table with "
                + TOPIC
                + " where the topic belongs, such as shop."
                + TOPIC
                + "; letters, digits and underscores otherwise");
      }
    }

    boolean isFixed() {
      return !text.contains(TOPIC);
    }

    /**
     * The table of a topic.
     *
     * @throws IllegalArgumentException if the topic does not fit
     */
    TableName table(String topic) {
      return TableName.parse(text.replace(TOPIC, topic));
    }

    boolean fits(String topic) {
      return TableName.isOne(text.replace(TOPIC, topic));
    }

    private static boolean makesName(String text) {
      for (String sample : SAMPLES) {
        if (TableName.isOne(text.replace(TOPIC, sample))) {
          return true;
        }
      }
      return false;
    }
  }
}
