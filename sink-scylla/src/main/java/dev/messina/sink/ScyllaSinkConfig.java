package dev.messina.sink;

import dev.messina.sink.cql.ColumnConversions;
import dev.messina.sink.route.TableName;
import dev.messina.sink.route.TableSettings;
import dev.messina.sink.session.SessionSettings;
import dev.messina.sink.write.WriteSettings;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** The connector's configuration, section by section. */
record ScyllaSinkConfig(
    TableName table, ColumnConversions conversions, SessionSettings session, WriteSettings write) {

  static ConfigDef definition() {
    return WriteSettings.define(
        SessionSettings.define(ColumnConversions.define(TableSettings.define(new ConfigDef()))));
  }

  /**
   * Reads the options.
   *
   * @throws org.apache.kafka.common.config.ConfigException if one is missing or out of its range
   */
  static ScyllaSinkConfig of(Map<String, String> options) {
    AbstractConfig config = new AbstractConfig(definition(), options, false);
    return new ScyllaSinkConfig(
        TableSettings.of(config).table(),
        ColumnConversions.of(config),
        SessionSettings.of(config),
        WriteSettings.of(config));
  }
}
