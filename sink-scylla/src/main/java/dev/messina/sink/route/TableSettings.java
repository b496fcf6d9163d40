package dev.messina.sink.route;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** Which table is written. */
public record TableSettings(TableName table) {

  public static final String TABLE_NAME = "table.name";

  /** Adds this section's options. */
  public static ConfigDef define(ConfigDef definition) {
    return definition.define(
        TABLE_NAME,
        Type.STRING,
        ConfigDef.NO_DEFAULT_VALUE,
        LambdaValidator.with(TableSettings::check, () -> "keyspace.table"),
        Importance.HIGH,
        "The table to write, as `keyspace.table` in the server's own spelling and without quotes."
            + " It must exist; its columns say how values are converted.",
        "Table",
        1,
        Width.MEDIUM,
        "Table");
  }

  public static TableSettings of(AbstractConfig config) {
    return new TableSettings(TableName.parse(config.getString(TABLE_NAME)));
  }

  private static void check(String name, Object value) {
    try {
      // A missing value is reported by its own rule.
      TableName.parse(value == null ? "keyspace.table" : value.toString());
    } catch (IllegalArgumentException malformed) {
      throw new ConfigException("'" + name + "' " + malformed.getMessage() + ".");
    }
  }
}
