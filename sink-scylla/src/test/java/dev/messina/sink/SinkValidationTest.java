package dev.messina.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.sink.session.Finding;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinkValidationTest {

  private final Map<String, String> options =
      new HashMap<>(
          Map.of(
              "table.name", "shop.orders",
              "scylladb.contact.points", "node1:9042",
              "scylladb.local.datacenter", "dc1"));

  @Test
  void aSoundConfigurationHasNoErrors() {
    assertThat(errors()).isEmpty();
  }

  @Test
  void asksForWhatIsMissingWithoutAskingTheCluster() {
    options.clear();
    assertThat(errors(new Finding("table.name", "asked")))
        .containsOnlyKeys("table.name", "scylladb.contact.points", "scylladb.local.datacenter")
        .hasEntrySatisfying(
            "table.name",
            messages ->
                assertThat(messages)
                    .containsExactly(
                        "Missing required configuration \"table.name\" which has no default"
                            + " value."));
  }

  @ParameterizedTest
  @CsvSource({
    "tabel.name, table.name",
    "errors_tolerance, errors.tolerance",
    "write.inflight.maximum, write.inflight.max",
    "topic, topics"
  })
  void namesTheOptionThatWasMeant(String mistyped, String meant) {
    options.put(mistyped, "secret");
    assertThat(errors())
        .isEqualTo(
            Map.of(
                mistyped,
                List.of("There is no option '" + mistyped + "'; did you mean '" + meant + "'?")));
  }

  @Test
  void doesNotRepeatTheValueOfAMistypedOption() {
    options.put("scylladb.passwort", "secret");
    assertThat(
            new SinkValidation((settings, table, conversions) -> List.of())
                .validate(options)
                .configValues())
        .filteredOn(value -> value.name().equals("scylladb.passwort"))
        .singleElement()
        .satisfies(value -> assertThat(value.value()).isNull());
  }

  @Test
  void saysThatAnOptionLikeNoOtherMustGo() {
    options.put("colour", "red");
    assertThat(errors())
        .isEqualTo(Map.of("colour", List.of("There is no option 'colour'; remove it.")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name",
        "connector.class",
        "tasks.max",
        "topics.regex",
        "key.converter",
        "value.converter.schemas.enable",
        "header.converter",
        "transforms",
        "transforms.row.type",
        "predicates.p.type",
        "errors.deadletterqueue.topic.name",
        "consumer.override.max.poll.records",
        "config.action.reload",
        "connector.plugin.version"
      })
  void leavesConnectsOwnOptionsAlone(String option) {
    options.put(option, "x");
    assertThat(errors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "table.name|orders|'table.name' must be keyspace.table, letters, digits and underscores"
            + " only, without quotes.",
        "scylladb.contact.points|node1|'scylladb.contact.points' must be a list of host:port, such"
            + " as node1:9042,node2:9042 or [::1]:9042.",
        "write.mode|merge|'merge' is not available yet as 'write.mode'; use 'replace' with whole"
            + " rows.",
        "write.mode|upsert|'write.mode' must be 'replace'.",
        "write.inflight.max|0|Invalid value 0 for configuration write.inflight.max: Value must be"
            + " at least 1",
        "column.conversions|price|'column.conversions' must be a list of column:choice, and 'price'"
            + " is not one.",
        "column.conversions|price:base46|'column.conversions' knows no choice 'base46'; did you"
            + " mean 'base64'?",
        "column.conversions|price:exactly|'column.conversions' knows no choice 'exactly'; it knows"
            + " rounded, s, ms, us, ns, days, number, base64, hex, utf8.",
        "column.conversions|a:rounded,a:s,a:us|'column.conversions' has both 's' and 'us' for"
            + " column 'a'; keep one.",
        "unknown.columns|drop|Invalid value drop for configuration unknown.columns: String must be"
            + " one of: fail, ignore"
      })
  void saysWhatAnOptionMayBe(String option, String value, String message) {
    options.put(option, value);
    assertThat(errors()).isEqualTo(Map.of(option, List.of(message.replace("''", "'"))));
  }

  @ParameterizedTest
  @CsvSource({"scylladb.username, scylladb.password", "scylladb.password, scylladb.username"})
  void wantsBothHalvesOfTheCredentials(String given, String missing) {
    options.put(given, "x");
    assertThat(errors())
        .isEqualTo(
            Map.of(missing, List.of(given + " is set; set " + missing + " as well, or neither.")));
  }

  @Test
  void putsWhatTheClusterSaysAtItsOptionTogetherWithTheOtherErrors() {
    options.put("write.mode", "merge");
    assertThat(errors(new Finding("table.name", "There is no table.")))
        .containsEntry("table.name", List.of("There is no table."))
        .containsKey("write.mode");
  }

  private Map<String, List<String>> errors(Finding... findings) {
    Map<String, List<String>> errors = new LinkedHashMap<>();
    SinkValidation validation =
        new SinkValidation((settings, table, conversions) -> List.of(findings));
    for (ConfigValue value : validation.validate(options).configValues()) {
      if (!value.errorMessages().isEmpty()) {
        errors.put(value.name(), value.errorMessages());
      }
    }
    return errors;
  }
}
