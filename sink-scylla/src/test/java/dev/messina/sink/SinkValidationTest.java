package dev.messina.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.sink.route.TableName;
import dev.messina.sink.session.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
            new SinkValidation((settings, targets) -> List.of()).validate(options).configValues())
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
        "write.time.source|now|'write.time.source' must be header, field:<name>, record.timestamp"
            + " or offset.",
        "write.time.source|field:a.|'write.time.source' must be header, field:<name>,"
            + " record.timestamp or offset.",
        "write.time.source|field:changed|A field may count in any unit; set write.time.unit to s,"
            + " ms, us or ns.",
        "write.time.unit|ms|The unit of write.time.source=header is known; leave this option out.",
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
        "column.conversions|shop.order.a:s|There is no table 'shop.order' among those that are"
            + " written (the nearest is 'shop.orders'); correct its name or remove it.",
        "unknown.columns|drop|Invalid value drop for configuration unknown.columns: String must be"
            + " one of: fail, ignore"
      })
  void saysWhatAnOptionMayBe(String option, String value, String message) {
    options.put(option, value);
    assertThat(errors()).isEqualTo(Map.of(option, List.of(message.replace("''", "'"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shop.orders|'table.name.format' has no ${topic}; add it, or use 'table.name'.",
        "shop.${table}|'table.name.format' must be keyspace.table with ${topic} where the topic"
            + " belongs, such as shop.${topic}; letters, digits and underscores otherwise.",
        "${topic}_orders.|'table.name.format' must be keyspace.table with ${topic} where the topic"
            + " belongs, such as shop.${topic}; letters, digits and underscores otherwise."
      })
  void saysWhatAFormatMayBe(String format, String message) {
    options.remove("table.name");
    options.put("table.name.format", format);
    assertThat(errors()).isEqualTo(Map.of("table.name.format", List.of(message)));
  }

  @Test
  void aBundleTakesThePlaceOfNodesAndEncryption(@TempDir Path folder) throws IOException {
    byBundle(bundle(folder, "config.json", "identity.jks", "trustStore.jks"));
    assertThat(errors()).isEmpty();
    options.put("scylladb.local.datacenter", "dc1");
    options.put("scylladb.ssl.enabled", "true");
    String twice =
        "The bundle of scylladb.cloud.secure.connect.bundle says this; keep one of them.";
    assertThat(errors(new Finding("table.name", "asked")))
        .isEqualTo(
            Map.of(
                "scylladb.local.datacenter",
                List.of(twice),
                "scylladb.ssl.enabled",
                List.of(twice)));
  }

  @Test
  void saysWhatIsWrongWithABundle(@TempDir Path folder) throws IOException {
    byBundle(bundle(folder, "config.json", "identity.jks"));
    assertThat(errors())
        .isEqualTo(
            Map.of(
                "scylladb.cloud.secure.connect.bundle",
                List.of(
                    "The bundle cannot be used (it lacks trustStore.jks); check that each worker"
                        + " has the file as the cloud gave it, and that the cluster is there and"
                        + " awake.")));
    byBundle(Files.writeString(folder.resolve("text.zip"), "no archive"));
    assertThat(errors()).containsOnlyKeys("scylladb.cloud.secure.connect.bundle");
    byBundle(folder.resolve("nowhere.zip"));
    assertThat(errors().toString()).contains("The bundle cannot be used (", "nowhere.zip");
  }

  private void byBundle(Path bundle) {
    options.remove("scylladb.contact.points");
    options.remove("scylladb.local.datacenter");
    options.put("scylladb.cloud.secure.connect.bundle", bundle.toString());
  }

  private static Path bundle(Path folder, String... parts) throws IOException {
    Path file = folder.resolve("bundle.zip");
    try (ZipOutputStream archive = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String part : parts) {
        archive.putNextEntry(new ZipEntry(part));
        archive.closeEntry();
      }
    }
    return file;
  }

  @Test
  void refusesTwoWaysToNameOneTable() {
    options.put("table.name.format", "shop.${topic}");
    assertThat(errors())
        .isEqualTo(
            Map.of(
                "table.name.format",
                List.of(
                    "Both 'table.name' and 'table.name.format' are set; keep the one that is"
                        + " meant.")));
  }

  @Test
  void namesTheTopicsThatMakeNoTable() {
    tablesByTopic("orders, my.items, my-lines");
    options.put("table.name.overrides", "my.items:shop.items");
    assertThat(errors())
        .isEqualTo(
            Map.of(
                "table.name.format",
                List.of(
                    "No table is named for my-lines: a table's name has letters, digits and"
                        + " underscores only. Name theirs in 'table.name.overrides', or rename the"
                        + " topics with a transform such as RegexRouter.")));
  }

  @Test
  void namesTheTopicsThatHaveNoOverride() {
    options.remove("table.name");
    options.put("topics", "orders,lines");
    options.put("table.name.overrides", "orders:shop.orders");
    assertThat(errors()).containsOnlyKeys("table.name.overrides");
    options.put("table.name.header", "messina.target.table");
    assertThat(errors()).isEmpty();
  }

  @Test
  void asksTheClusterForEveryTableThatCanBeTold() {
    tablesByTopic("orders,lines,old");
    options.put("table.name.overrides", "old:archive.lines");
    assertThat(tablesAskedFor())
        .isEqualTo(
            Map.of(
                new TableName("shop", "orders"), "table.name.format",
                new TableName("shop", "lines"), "table.name.format",
                new TableName("archive", "lines"), "table.name.overrides"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.kafka.connect.transforms.RegexRouter",
        "io.debezium.transforms.ByLogicalTableRouter"
      })
  void doesNotTellTablesFromTopicsThatATransformMayRename(String type) {
    tablesByTopic("orders,my.items");
    options.put("transforms", "row, other");
    options.put("transforms.row.type", "dev.messina.transforms.ItemToRow");
    options.put("transforms.other.type", type);
    assertThat(errors()).isEmpty();
    assertThat(tablesAskedFor()).isEmpty();
  }

  private void tablesByTopic(String topics) {
    options.remove("table.name");
    options.put("table.name.format", "shop.${topic}");
    options.put("topics", topics);
  }

  private Map<TableName, String> tablesAskedFor() {
    Map<TableName, String> asked = new LinkedHashMap<>();
    new SinkValidation(
            (settings, targets) -> {
              asked.putAll(targets.tables());
              return List.of();
            })
        .validate(options);
    return asked;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ANY", "SERIAL", "LOCAL_SERIAL"})
  void refusesLevelsThatKeepNoRow(String level) {
    options.put("scylladb.consistency.level", level);
    assertThat(errors()).containsOnlyKeys("scylladb.consistency.level");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "basic.request.page-sise|The driver has no option 'basic.request.page-sise'; did you mean"
            + " 'scylladb.driver.basic.request.page-size'?",
        "colour|The driver has no option 'colour'; remove it, or see reference.conf of ScyllaDB's"
            + " Java driver.",
        "basic.request.timeout|The connector has an option for this; use"
            + " 'scylladb.request.timeout.ms'.",
        "advanced.auth-provider.password|The connector has an option for this; use"
            + " 'scylladb.username'.",
        "advanced.ssl-engine-factory.class|The connector has an option for this; use"
            + " 'scylladb.ssl.enabled'.",
        "advanced.request-tracker.logs.show-values|The connector needs this as it is; remove it."
      })
  void knowsTheOptionsOfTheDriver(String path, String message) {
    options.put("scylladb.driver." + path, "secret");
    assertThat(errors())
        .isEqualTo(Map.of("scylladb.driver." + path, List.of(message.replace("''", "'"))));
  }

  @Test
  void leavesTheDriverItsOwnOptions() {
    options.put("scylladb.driver.advanced.connection.pool.local.size", "2");
    assertThat(errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest", "by_duration:P1D"})
  void refusesAConsumerThatPassesOverRecords(String reset) {
    options.put("consumer.override.auto.offset.reset", reset);
    assertThat(errors())
        .isEqualTo(
            Map.of(
                "consumer.override.auto.offset.reset",
                List.of(
                    "A consumer that has lost its place would pass over records, whose rows would"
                        + " then stay as they are; use 'earliest', Connect's default for sinks, or"
                        + " 'none'.")));
  }

  @Test
  void leavesAConsumerThatKeepsItsPlaceAlone() {
    options.put("consumer.override.auto.offset.reset", "earliest");
    assertThat(errors()).isEmpty();
  }

  @Test
  void namesTheFileThatCannotBeUsed() {
    options.put("scylladb.ssl.enabled", "true");
    options.put("scylladb.ssl.truststore.location", "/no/such/trust.p12");
    options.put("scylladb.ssl.truststore.password", "secret");
    options.put("scylladb.ssl.keystore.location", "/no/such/key.pem");
    options.put("scylladb.ssl.keystore.type", "PEM");
    Map<String, List<String>> errors = errors();
    assertThat(errors)
        .containsOnlyKeys("scylladb.ssl.truststore.location", "scylladb.ssl.keystore.location");
    assertThat(errors.toString())
        .contains("Cannot be used (/no/such/trust.p12); check that each worker has this file")
        .doesNotContain("secret");
  }

  @Test
  void asksWhetherAStoreWithoutTlsIsMeant() {
    options.put("scylladb.ssl.truststore.location", "trust.p12");
    assertThat(errors()).containsOnlyKeys("scylladb.ssl.enabled");
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
  void takesAFieldWithItsUnit() {
    options.put("write.time.source", "field:source.ts_ms");
    options.put("write.time.unit", "ms");
    assertThat(errors()).isEmpty();
  }

  @Test
  void countsNoLifetimeFromAnOffset() {
    options.put("write.time.source", "offset");
    options.put("ttl.seconds", "60");
    assertThat(errors())
        .isEqualTo(
            Map.of(
                "ttl.seconds",
                List.of(
                    "Lifetimes count from the write time, and one that is made of an offset is no"
                        + " time; leave this option out or take another write.time.source.")));
  }

  @Test
  void putsWhatTheClusterSaysAtItsOptionTogetherWithTheOtherErrors() {
    options.put("write.mode", "upsert");
    assertThat(errors(new Finding("table.name", "There is no table.")))
        .containsEntry("table.name", List.of("There is no table."))
        .containsKey("write.mode");
  }

  private Map<String, List<String>> errors(Finding... findings) {
    Map<String, List<String>> errors = new LinkedHashMap<>();
    SinkValidation validation = new SinkValidation((settings, targets) -> List.of(findings));
    for (ConfigValue value : validation.validate(options).configValues()) {
      if (!value.errorMessages().isEmpty()) {
        errors.put(value.name(), value.errorMessages());
      }
    }
    return errors;
  }
}
