package dev.messina.sink.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.plugin.OptionError;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinkValidationTest {

  private final SinkOptions options = new SinkOptions();

  @Test
  void aSoundConfigurationHasNoErrors() {
    assertThat(options.errors()).isEmpty();
  }

  @Test
  void asksForWhatIsMissingWithoutAskingTheCluster() {
    options.clear();
    assertThat(options.errors(new OptionError("table.name", "asked")))
        .containsOnlyKeys("table.name", "scylladb.contact.points", "scylladb.local.datacenter")
        .hasEntrySatisfying(
            "table.name",
            messages ->
                assertThat(messages)
                    .containsExactly(
                        "No table is named; set 'table.name', or for several tables"
                            + " 'table.name.format', 'table.name.header' or"
                            + " 'table.name.overrides'."));
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
    assertThat(options.errors())
        .isEqualTo(
            Map.of(
                mistyped,
                List.of("Option '" + mistyped + "' is not known; did you mean '" + meant + "'?")));
  }

  @Test
  void doesNotRepeatTheValueOfAMistypedOption() {
    options.put("scylladb.passwort", "secret");
    assertThat(options.entries())
        .filteredOn(value -> value.name().equals("scylladb.passwort"))
        .singleElement()
        .satisfies(value -> assertThat(value.value()).isNull());
  }

  @Test
  void saysThatAnOptionLikeNoOtherMustGo() {
    options.put("colour", "red");
    options.put("task.plugin.version", "1");
    assertThat(options.errors())
        .isEqualTo(
            Map.of(
                "colour",
                    List.of(
                        "Option 'colour' is not known; remove it, or see"
                            + " docs/config/sink-scylla.md."),
                "task.plugin.version",
                    List.of(
                        "Option 'task.plugin.version' is not known; remove it, or see"
                            + " docs/config/sink-scylla.md.")));
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
    options.put("errors.tolerance", "all");
    options.put(option, "x");
    assertThat(options.errors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "table.name|orders|'table.name' must be keyspace.table, letters, digits and underscores"
            + " only, without quotes.",
        "table.name.header|''|Invalid value  for configuration table.name.header: String must be"
            + " non-empty",
        "table.name.overrides|orders|'table.name.overrides' must be a list of topic:keyspace.table,"
            + " and 'orders' is not one.",
        "table.name.overrides|a:b.c,a:b.d|'table.name.overrides' has two tables for the topic of"
            + " 'a:b.d'; keep one.",
        "scylladb.contact.points|node1|'scylladb.contact.points' must be a list of host:port, such"
            + " as node1:9042,node2:9042 or [::1]:9042.",
        "write.mode|upsert|Invalid value upsert for configuration write.mode: String must be one"
            + " of: replace, merge",
        "replace.strategy|diff|Invalid value diff for configuration replace.strategy: String must"
            + " be one of: auto, tombstone, nulls",
        "mapping.generation|50|Invalid value 50 for configuration mapping.generation: Value must be"
            + " no more than 49",
        "expiry.mode|none|Invalid value none for configuration expiry.mode: String must be one of:"
            + " ttl, column",
        "ttl.seconds|630720001|Invalid value 630720001 for configuration ttl.seconds: Value must be"
            + " no more than 630720000",
        "write.timestamp.source|now|'write.timestamp.source' must be header, header:<name>,"
            + " field:<name>, record.timestamp or offset.",
        "write.timestamp.source|field:a.|'write.timestamp.source' must be header, header:<name>,"
            + " field:<name>, record.timestamp or offset.",
        "write.timestamp.source|field:changed|A field may count in any unit; set"
            + " write.timestamp.unit to s, ms, us or ns.",
        "write.timestamp.unit|ms|The unit of write.timestamp.source=header is known; leave this"
            + " option out.",
        "write.inflight.max|0|Invalid value 0 for configuration write.inflight.max: Value must be"
            + " at least 1",
        "column.conversions|price|'column.conversions' must be a list of column:choice, and 'price'"
            + " is not one.",
        "column.conversions|price:base46|'column.conversions' knows no choice 'base46'; did you"
            + " mean 'base64'?",
        "column.conversions|price:exactly|'column.conversions' knows no choice 'exactly'; it knows"
            + " rounded, s, ms, us, ns, days, iso_ms, truncated, empty_as_null, number, base64,"
            + " hex, utf8.",
        "column.conversions|a:rounded,a:s,a:us|'column.conversions' has both 's' and 'us' for"
            + " column 'a'; keep one.",
        "column.conversions|shop.order.a:s|There is no table 'shop.order' among those that are"
            + " written (did you mean 'shop.orders'?); correct its name or remove it.",
        "unknown.columns|drop|Invalid value drop for configuration unknown.columns: String must be"
            + " one of: fail, ignore"
      })
  void saysWhatAnOptionMayBe(String option, String value, String message) {
    options.put(option, value);
    assertThat(options.errors()).isEqualTo(Map.of(option, List.of(message.replace("''", "'"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest", "by_duration:P1D"})
  void refusesAConsumerThatPassesOverRecords(String reset) {
    options.put("consumer.override.auto.offset.reset", reset);
    assertThat(options.errors())
        .isEqualTo(
            Map.of(
                "consumer.override.auto.offset.reset",
                List.of(
                    "A consumer that has lost its place would skip records, whose rows would"
                        + " then stay as they are; use 'earliest', Connect's default for sinks, or"
                        + " 'none'.")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", ""})
  void refusesADeadLetterQueueThatNoRecordReaches(String tolerance) {
    options.put("errors.deadletterqueue.topic.name", "rejected");
    if (tolerance.isEmpty()) {
      options.remove("errors.tolerance");
    } else {
      options.put("errors.tolerance", tolerance);
    }
    assertThat(options.errors()).containsOnlyKeys("errors.tolerance");

    options.put("errors.tolerance", "all");
    assertThat(options.errors()).isEmpty();
  }

  @Test
  void leavesAConsumerThatKeepsItsPlaceAlone() {
    options.put("consumer.override.auto.offset.reset", "earliest");
    assertThat(options.errors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "field:ts, millis, write.timestamp.unit",
    "feild:ts, ms, write.timestamp.source",
    "field:ts, , write.timestamp.source"
  })
  void saysWhichOfTheTwoIsMistyped(String source, String unit, String mistyped) {
    options.put("write.timestamp.source", source);
    options.put("write.timestamp.unit", unit);
    assertThat(options.errors(new OptionError("table.name", "asked")))
        .containsOnlyKeys(mistyped, "table.name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"scylladb.local.rack", "transforms.row.type", "write.timestamp.source"})
  void leavesOptionsWithoutAValueToConnect(String option) {
    options.put("transforms", "row");
    options.put(option, null);
    assertThat(options.errors()).isEmpty();
  }

  @Test
  void takesAFieldWithItsUnit() {
    options.put("write.timestamp.source", "field:source.ts_ms");
    options.put("write.timestamp.unit", "ms");
    assertThat(options.errors()).isEmpty();
  }

  @Test
  void countsNoLifetimeFromAnOffset() {
    options.put("write.timestamp.source", "offset");
    options.put("ttl.seconds", "60");
    assertThat(options.errors())
        .isEqualTo(
            Map.of(
                "ttl.seconds",
                List.of(
                    "Lifetimes count from the write timestamp, and one that is made of an offset is"
                        + " no time; leave this option out or take another"
                        + " write.timestamp.source.")));
  }

  @Test
  void putsWhatTheClusterSaysAtItsOptionTogetherWithTheOtherErrors() {
    options.put("write.mode", "upsert");
    assertThat(options.errors(new OptionError("table.name", "There is no table.")))
        .containsEntry("table.name", List.of("There is no table."))
        .containsKey("write.mode");
  }
}
