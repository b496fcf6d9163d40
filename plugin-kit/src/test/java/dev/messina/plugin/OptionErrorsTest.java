package dev.messina.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;

class OptionErrorsTest {

  private static final ConfigDef OPTIONS =
      Options.of("Writing", new ConfigDef())
          .option("batch.max.rows", Type.INT, 32)
          .valid(Range.between(1, 1_000))
          .low()
          .shown(4, Width.SHORT, "Rows in a batch")
          .doc("How many rows.")
          .option("table.name", Type.STRING, null)
          .doc("The table.")
          .definition();

  @Test
  void anOptionIsAsItWasDefined() {
    ConfigDef.ConfigKey rows = OPTIONS.configKeys().get("batch.max.rows");
    assertThat(rows.group).isEqualTo("Writing");
    assertThat(rows.orderInGroup).isEqualTo(4);
    assertThat(rows.displayName).isEqualTo("Rows in a batch");
    assertThat(rows.importance).isEqualTo(ConfigDef.Importance.LOW);
    assertThat(rows.width).isEqualTo(Width.SHORT);
    assertThat(rows.defaultValue).isEqualTo(32);
    assertThat(rows.documentation).isEqualTo("How many rows.");
    ConfigDef.ConfigKey table = OPTIONS.configKeys().get("table.name");
    assertThat(table.importance).isEqualTo(ConfigDef.Importance.MEDIUM);
    assertThat(table.displayName).isEqualTo("table.name");
    assertThat(errors(Map.of("batch.max.rows", "0")).unsound()).containsExactly("batch.max.rows");
  }

  @Test
  void refusesWhatNobodyReadsAndShowsNoValueOfIt() {
    Map<String, String> given =
        Map.of(
            "batch.max.row", "3",
            "colour", "secret",
            "topics", "a",
            "errors.log.enable", "true",
            "kafka.acks", "all",
            "transaction.boundary", "poll");
    OptionErrors errors = errors(given);
    errors.refuseUnknown(
        given.keySet(),
        OPTIONS.names(),
        ConnectOptions.ofSink(),
        name -> name.startsWith("kafka."),
        "docs/page.md");
    assertThat(messages(errors))
        .containsOnly(
            Map.entry(
                "batch.max.row",
                List.of("Option 'batch.max.row' is not known; did you mean 'batch.max.rows'?")),
            Map.entry(
                "colour", List.of("Option 'colour' is not known; remove it, or see docs/page.md.")),
            Map.entry(
                "transaction.boundary",
                List.of(
                    "Option 'transaction.boundary' is not known; remove it, or see"
                        + " docs/page.md.")));
    assertThat(errors.config().configValues())
        .filteredOn(value -> value.name().equals("colour"))
        .allMatch(value -> value.value() == null);
    assertThat(ConnectOptions.ofSource().include("transaction.boundary")).isTrue();
    assertThat(ConnectOptions.ofSource().include("topics")).isFalse();
  }

  @Test
  void saysAnErrorOnceAndKnowsWhatIsUnsound() {
    OptionErrors errors = errors(Map.of());
    errors.add("table.name", "It is missing.");
    errors.add(new OptionError("table.name", "It is missing."));
    errors.addTo("the document", new OptionError("transforms.row.mapping", "No such column."));
    assertThat(messages(errors))
        .containsOnly(
            Map.entry("table.name", List.of("It is missing.")),
            Map.entry("transforms.row.mapping", List.of("No such column.")));
    assertThat(errors.areSound(Set.of("batch.max.rows", "not.an.option"))).isTrue();
    assertThat(errors.areSound(Set.of("batch.max.rows", "table.name"))).isFalse();
    assertThat(errors.config().configValues())
        .filteredOn(value -> value.name().equals("transforms.row.mapping"))
        .extracting(ConfigValue::value)
        .containsExactly("the document");
  }

  private static OptionErrors errors(Map<String, String> given) {
    return new OptionErrors(OPTIONS.validate(given));
  }

  private static Map<String, List<String>> messages(OptionErrors errors) {
    return errors.config().configValues().stream()
        .filter(value -> !value.errorMessages().isEmpty())
        .collect(Collectors.toMap(ConfigValue::name, ConfigValue::errorMessages));
  }
}
