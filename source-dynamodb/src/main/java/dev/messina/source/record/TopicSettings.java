package dev.messina.source.record;

import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * Which tables are carried over and to which topics.
 *
 * @param tombstonesOnDelete whether a record with a null value follows each delete
 */
public record TopicSettings(String prefix, List<String> tables, boolean tombstonesOnDelete) {

  public static final String PREFIX = "topic.prefix";
  public static final String TABLES = "tables";
  public static final String TOMBSTONES_ON_DELETE = "tombstones.on.delete";

  private static final String GROUP = "Tables and topics";

  /**
   * Kafka's limit of 249 less the dot and the longest name of a table, 255, is checked per table.
   */
  private static final int TOPIC_LENGTH_MAX = 249;

  public TopicSettings {
    tables = List.copyOf(tables);
  }

  public static ConfigDef define(ConfigDef config) {
    int order = 0;
    return config
        .define(
            PREFIX,
            Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            ConfigDef.LambdaValidator.with(
                TopicSettings::checkPrefix, () -> "letters, digits, dots, dashes, underscores"),
            Importance.HIGH,
            "Logical name of the source. Records of a table go to the topic <topic.prefix>.<table>."
                + " The topics must keep records by time or size, not by key:"
                + " cleanup.policy=compact is refused.",
            GROUP,
            ++order,
            Width.MEDIUM,
            "Topic prefix")
        .define(
            TABLES,
            Type.LIST,
            ConfigDef.NO_DEFAULT_VALUE,
            ConfigDef.LambdaValidator.with(
                TopicSettings::checkTables, () -> "names of tables, each once"),
            Importance.HIGH,
            "The tables, separated by commas. Each needs a stream of view type NEW_AND_OLD_IMAGES"
                + " or NEW_IMAGE.",
            GROUP,
            ++order,
            Width.LONG,
            "Tables")
        .define(
            TOMBSTONES_ON_DELETE,
            Type.BOOLEAN,
            false,
            Importance.LOW,
            "Whether a record with the same key and headers and a null value follows each delete.",
            GROUP,
            ++order,
            Width.SHORT,
            "Tombstones");
  }

  public static TopicSettings from(AbstractConfig config) {
    return new TopicSettings(
        config.getString(PREFIX), config.getList(TABLES), config.getBoolean(TOMBSTONES_ON_DELETE));
  }

  /** The topic of a table. */
  public String topic(String table) {
    return topic(prefix, table);
  }

  /** The topic of a table under a prefix. */
  public static String topic(String prefix, String table) {
    return prefix + "." + table;
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

  private static void checkTables(String name, Object value) {
    List<?> tables = (List<?>) value;
    if (tables == null || tables.isEmpty()) {
      throw new ConfigException(name, value, "name at least one table");
    }
    for (Object table : tables) {
      if (!((String) table).matches("[a-zA-Z0-9._-]{3,255}")) {
        throw new ConfigException(
            name,
            value,
            "'" + table + "' is no name of a table; write the plain name, not the ARN");
      }
    }
    if (tables.stream().distinct().count() < tables.size()) {
      throw new ConfigException(name, value, "a table is named twice; name it once");
    }
  }
}
