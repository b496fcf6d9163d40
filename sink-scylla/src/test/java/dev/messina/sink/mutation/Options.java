package dev.messina.sink.mutation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Reads records as a connector of these options does, on the second of January 2026. */
final class Options {

  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-01-02T00:00:00Z"), ZoneOffset.UTC);

  private Options() {}

  /** Names and values in turn. */
  static RowMutations reading(String... namesAndValues) {
    return new RowMutations(settings(namesAndValues), NOW);
  }

  static MutationSettings settings(String... namesAndValues) {
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      options.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    ConfigDef definition = MutationSettings.define(new ConfigDef());
    return MutationSettings.of(new AbstractConfig(definition, options, false));
  }
}
