package dev.messina.sink.validate;

import dev.messina.sink.convert.ColumnConversions;
import dev.messina.sink.evolve.EvolutionMode;
import dev.messina.sink.mutation.MutationSettings;
import dev.messina.sink.route.TableSettings;
import dev.messina.sink.session.SessionSettings;
import dev.messina.sink.statement.ReplaceStrategy;
import dev.messina.sink.topic.KafkaSettings;
import dev.messina.sink.write.WriteSettings;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

public record ScyllaSinkConfig(
    TableSettings tables,
    EvolutionMode evolution,
    ColumnConversions conversions,
    SessionSettings session,
    MutationSettings mutations,
    ReplaceStrategy replaceStrategy,
    WriteSettings write,
    Lateness lateness) {

  public static ConfigDef definition() {
    ConfigDef definition = new ConfigDef();
    TableSettings.define(definition);
    KafkaSettings.define(definition);
    EvolutionMode.define(definition);
    ColumnConversions.define(definition);
    SessionSettings.define(definition);
    MutationSettings.define(definition);
    ReplaceStrategy.define(definition);
    WriteSettings.define(definition);
    return Lateness.define(definition);
  }

  /**
   * Reads the options.
   *
   * @throws org.apache.kafka.common.config.ConfigException if one is missing or out of its range
   */
  public static ScyllaSinkConfig of(Map<String, String> options) {
    AbstractConfig config = new AbstractConfig(definition(), options, false);
    nullsInChangingTables(options)
        .ifPresent(
            problem -> {
              throw new ConfigException("'" + ReplaceStrategy.OPTION + "': " + problem);
            });
    EvolutionMode evolution = EvolutionMode.of(config);
    ReplaceStrategy strategy = ReplaceStrategy.of(config);
    TableSettings tables = TableSettings.of(config);
    ColumnConversions conversions = ColumnConversions.of(config);
    return new ScyllaSinkConfig(
        tables,
        evolution,
        tables.isOneTable() ? conversions : conversions.forSeveralTables(),
        SessionSettings.of(config),
        MutationSettings.of(config),
        evolution == EvolutionMode.NONE ? strategy : strategy.whereColumnsAreAdded(),
        WriteSettings.of(config),
        Lateness.of(config));
  }

  /** What is wrong with conversions for tables of which it is known that nothing writes them. */
  Optional<String> conversionsOfOtherTables() {
    return tables.isFixed() ? conversions.strangers(tables.fixed().keySet()) : Optional.empty();
  }

  /** What is wrong with the choice of nulls, which do not clear columns that are added later. */
  static Optional<String> nullsInChangingTables(Map<String, String> options) {
    String evolution = options.getOrDefault(EvolutionMode.OPTION, "none");
    return !evolution.equals("none") && "nulls".equals(options.get(ReplaceStrategy.OPTION))
        ? Optional.of(
            "A column that schema.evolution="
                + evolution
                + " adds would not be cleared by rows that were written before; take 'tombstone' or"
                + " leave this option out.")
        : Optional.empty();
  }
}
