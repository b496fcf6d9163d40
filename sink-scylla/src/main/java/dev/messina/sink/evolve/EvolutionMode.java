package dev.messina.sink.evolve;

import dev.messina.plugin.Options;
import java.util.Arrays;
import java.util.Locale;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

/** What the sink may do to tables. Each includes those before it. */
public enum EvolutionMode {
  NONE,
  ADD_COLUMNS,
  CREATE;

  public static final String OPTION = "schema.evolution";

  /** Adds the option. */
  public static ConfigDef define(ConfigDef definition) {
    return Options.of("Table", definition)
        .option(OPTION, Type.STRING, NONE.word())
        .valid(
            ValidString.in(Arrays.stream(values()).map(EvolutionMode::word).toArray(String[]::new)))
        .shown(6, Width.SHORT, "Schema evolution")
        .doc(
            "What the sink may do to tables. `none`: nothing. `add-columns`: a column is added for"
                + " each field of a record's schema that the table lacks. `create`: a table that is"
                + " missing is created as well. Types follow from the record's schema"
                + " (`docs/sink.md`), so that records without one change nothing. The role needs"
                + " ALTER, for `create` also CREATE.")
        .definition();
  }

  public static EvolutionMode of(AbstractConfig config) {
    String word = config.getString(OPTION);
    return Arrays.stream(values())
        .filter(mode -> mode.word().equals(word))
        .findFirst()
        .orElseThrow();
  }

  public boolean creates() {
    return this == CREATE;
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
