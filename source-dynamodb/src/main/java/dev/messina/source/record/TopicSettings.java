package dev.messina.source.record;

import dev.messina.plugin.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * Which tables are carried over and to which topics.
 *
 * @param nameFormat of the topics, with {@code ${topic.prefix}} and {@code ${table}} to fill in
 * @param tombstonesOnDelete whether a record with a null value follows each delete
 */
public record TopicSettings(
    String prefix, String nameFormat, TableSelection selection, boolean tombstonesOnDelete) {

  public static final String PREFIX = "topic.prefix";
  public static final String NAME_FORMAT = "topic.name.format";
  public static final String TOMBSTONES_ON_DELETE = "tombstones.on.delete";

  /** Of Kafka, for the name of a topic. */
  public static final int TOPIC_LENGTH_MAX = 249;

  private static final String PREFIX_PLACE = "${" + PREFIX + "}";
  private static final String TABLE_PLACE = "${table}";
  private static final String DEFAULT_FORMAT = PREFIX_PLACE + "." + TABLE_PLACE;
  private static final String GROUP = "Tables and topics";

  /** Tables of a list, with topics of the usual names. */
  public TopicSettings(String prefix, List<String> tables, boolean tombstonesOnDelete) {
    this(prefix, DEFAULT_FORMAT, TableSelection.listed(tables), tombstonesOnDelete);
  }

  public static ConfigDef define(ConfigDef config) {
    int order = 0;
    Options.of(GROUP, config)
        .option(PREFIX, Type.STRING, ConfigDef.NO_DEFAULT_VALUE)
        .valid(
            ConfigDef.LambdaValidator.with(
                TopicSettings::checkPrefix, () -> "letters, digits, dots, dashes, underscores"))
        .high()
        .shown(++order, Width.MEDIUM, "Topic prefix")
        .doc(
            "Logical name of the source. Unless topic.name.format says otherwise, records of a"
                + " table go to the topic <topic.prefix>.<table>. The topics must keep records by"
                + " time or size, not by key: cleanup.policy=compact is refused.")
        .definition();
    order = TableSelection.define(config, GROUP, order);
    return Options.of(GROUP, config)
        .option(NAME_FORMAT, Type.STRING, DEFAULT_FORMAT)
        .valid(
            ConfigDef.LambdaValidator.with(
                TopicSettings::checkFormat,
                () -> "letters, digits, dots, dashes, underscores and the two places"))
        .low()
        .shown(++order, Width.MEDIUM, "Topic name")
        .doc(
            "Name of the topic of a table; ${topic.prefix} and ${table} are filled in. ${table} may"
                + " be left out only where tables names a single one.")
        .option(TOMBSTONES_ON_DELETE, Type.BOOLEAN, false)
        .low()
        .shown(++order, Width.SHORT, "Tombstones")
        .doc("Whether a record with the same key and headers and a null value follows each delete.")
        .definition();
  }

  /**
   * Reads the settings.
   *
   * @throws ConfigException if some of them do not go together
   */
  public static TopicSettings from(AbstractConfig config) {
    problems(config.originalsStrings())
        .forEach(
            (option, problem) -> {
              throw new ConfigException(option + ": " + problem);
            });
    return new TopicSettings(
        config.getString(PREFIX),
        config.getString(NAME_FORMAT),
        TableSelection.from(config),
        config.getBoolean(TOMBSTONES_ON_DELETE));
  }

  /** What does not go together, by the option to correct. */
  public static Map<String, String> problems(Map<String, String> properties) {
    Map<String, String> problems = new LinkedHashMap<>(TableSelection.problems(properties));
    String format = properties.getOrDefault(NAME_FORMAT, DEFAULT_FORMAT);
    String tables = properties.getOrDefault(TableSelection.TABLES, "");
    if (!format.contains(TABLE_PLACE) && (tables.isEmpty() || tables.contains(","))) {
      problems.put(
          NAME_FORMAT,
          "Several tables would share the topic '" + format + "'; put " + TABLE_PLACE + " in.");
    }
    return problems;
  }

  /** The tables of the list; empty where they are looked for. */
  public List<String> tables() {
    return selection.tables();
  }

  public String topic(String table) {
    return nameFormat.replace(PREFIX_PLACE, prefix).replace(TABLE_PLACE, table);
  }

  private static void checkFormat(String name, Object value) {
    String format = value == null ? "" : (String) value;
    String rest = format.replace(PREFIX_PLACE, "").replace(TABLE_PLACE, "");
    if (rest.contains("$")) {
      throw new ConfigException(
          name, value, "only " + PREFIX_PLACE + " and " + TABLE_PLACE + " are filled in");
    }
    if (format.isEmpty() || !rest.matches("[a-zA-Z0-9._-]*")) {
      throw new ConfigException(
          name, value, "a topic's name holds letters, digits, dots, dashes and underscores only");
    }
  }

  private static void checkPrefix(String name, Object value) {
    String prefix = (String) value;
    if (prefix == null || !prefix.matches("[a-zA-Z0-9._-]+")) {
      throw new ConfigException(
          name, value, "a topic's name holds letters, digits, dots, dashes and underscores only");
    }
    if (prefix.length() > TOPIC_LENGTH_MAX - ".control".length()) {
      throw new ConfigException(name, value, "is too long for a topic's name; shorten it");
    }
  }
}
