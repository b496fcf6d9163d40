package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.source.assignment.TableAssignment;
import dev.messina.source.export.WrittenExport;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DynamoDbSourceConnectorTest {

  private static final Map<String, String> TABLE_PARTITION =
      Map.of("table", "orders", "kind", "table");

  private final DynamoDbSourceConnector connector = new DynamoDbSourceConnector();

  @Test
  void isRegisteredAsAService() {
    assertThat(ServiceLoader.load(SourceConnector.class))
        .hasExactlyElementsOfTypes(DynamoDbSourceConnector.class);
  }

  @Test
  void hasTheVersionOfTheProject() {
    assertThat(connector.version()).isEqualTo(System.getProperty("project.version"));
    assertThat(new DynamoDbSourceTask().version()).isEqualTo(connector.version());
  }

  @Test
  void sharesTheTablesAmongItsTasks() {
    connector.start(properties(Map.of("tables", "orders,customers")));

    assertThat(connector.taskClass()).isEqualTo(DynamoDbSourceTask.class);
    assertThat(shares(3)).containsExactly("customers:0/2", "customers:1/2", "orders:0/1");
    assertThat(shares(1)).containsExactly("customers:0/1,orders:0/1");
    assertThat(connector.taskConfigs(2))
        .extracting(config -> config.get("messina.task.id"))
        .containsExactly("0", "1");
    assertThat(connector.taskConfigs(2))
        .allSatisfy(config -> assertThat(config).containsEntry("topic.prefix", "shop"));
  }

  @Test
  void givesTheSameTaskConfigurationsForTheSameTables() {
    connector.start(properties(Map.of("tables", "orders,customers")));
    DynamoDbSourceConnector another = new DynamoDbSourceConnector();
    another.start(properties(Map.of("tables", "orders,customers")));

    assertThat(another.taskConfigs(5)).isEqualTo(connector.taskConfigs(5));
  }

  @Test
  void tellsATaskItsShares() {
    connector.start(properties(Map.of("tables", "orders,customers")));

    assertThat(DynamoDbSourceConfig.shares(connector.taskConfigs(1).get(0)))
        .containsExactly(TableAssignment.whole("customers"), TableAssignment.whole("orders"));
    assertThatThrownBy(() -> DynamoDbSourceConfig.shares(Map.of()))
        .hasMessageContaining("messina.task.shares");
  }

  @Test
  void supportsExactlyOnceWithTransactionsOfItsOwn() {
    assertThat(connector.exactlyOnceSupport(Map.of())).isEqualTo(ExactlyOnceSupport.SUPPORTED);
    assertThat(connector.canDefineTransactionBoundaries(Map.of()))
        .isEqualTo(ConnectorTransactionBoundaries.SUPPORTED);
  }

  @Test
  void reportsAllErrorsAtOnceOnTheirOptions() {
    Map<String, List<String>> errors =
        errors(
            Map.of(
                "topic.prefix", "a b",
                "tables", "orders,orders",
                "aws.access.key.id", "key",
                "aws.endpoint", "localhost:8000",
                "snapshot.segments", "0",
                "stream.overlap.ms", "1000",
                "tabels", "orders",
                "control.kafka.bootstrap.server", "localhost:9092",
                "errors.tolerance", "all"));

    assertThat(errors)
        .containsOnlyKeys(
            "topic.prefix",
            "tables",
            "aws.secret.access.key",
            "aws.endpoint",
            "snapshot.segments",
            "stream.overlap.ms",
            "tabels",
            "control.kafka.bootstrap.server",
            "control.kafka.bootstrap.servers",
            "errors.tolerance");
    assertThat(errors.get("tabels"))
        .containsExactly("Option 'tabels' is not known; did you mean 'tables'?");
    assertThat(errors.get("control.kafka.bootstrap.server"))
        .containsExactly(
            "Kafka's clients have no setting 'bootstrap.server'; did you mean"
                + " 'control.kafka.bootstrap.servers'?");
    assertThat(errors.get("aws.secret.access.key"))
        .containsExactly(
            "Only one of aws.access.key.id and aws.secret.access.key is set; set both, or neither"
                + " to use the AWS SDK's default chain.");
  }

  @Test
  void letsTheOptionsOfConnectPass() {
    assertThat(
            errors(
                Map.of(
                    "tables", "orders,orders",
                    "name", "n",
                    "key.converter.schemas.enable", "false",
                    "transforms", "route",
                    "transforms.route.type", "x",
                    "topic.creation.default.partitions", "3",
                    "producer.override.linger.ms", "5",
                    "errors.log.enable", "true",
                    "connector.plugin.version", "1",
                    "control.kafka.security.protocol", "SSL")))
        .containsOnlyKeys("topic.prefix", "tables", "control.kafka.bootstrap.servers");
  }

  @Test
  void wantsTablesToBeSelectedInExactlyOneWay() {
    assertThat(errors(Map.of("topic.prefix", "shop")).get("tables"))
        .containsExactly("Say which tables: set one of tables, tables.regex, tables.tag.");
    assertThat(errors(Map.of("tables", "orders", "tables.tag", "a")).get("tables.tag"))
        .containsExactly("Tables are selected in one way only: keep one of tables, tables.tag.");
    assertThat(errors(Map.of("tables.regex", "or(ders")).get("tables.regex").get(0))
        .contains("is no regular expression: Unclosed group");
  }

  @Test
  void b11_refusesTwoTablesOnOneTopic() {
    assertThat(errors(Map.of("tables", "orders,lines", "topic.name.format", "${topic.prefix}.all")))
        .extractingByKey("topic.name.format")
        .asString()
        .contains("Several tables would share the topic '${topic.prefix}.all'; put ${table} in.");
  }

  @Test
  void wantsATopicForEachTable() {
    assertThat(errors(Map.of("tables.regex", "a.*", "topic.name.format", "all")))
        .extractingByKey("topic.name.format")
        .asString()
        .contains("Several tables would share the topic 'all'; put ${table} in.");
    assertThat(errors(Map.of("tables", "orders", "topic.name.format", "a ${table}")))
        .extractingByKey("topic.name.format")
        .asString()
        .contains("a topic's name holds letters");
    assertThat(errors(Map.of("tables", "orders", "topic.name.format", "${tabel}")))
        .extractingByKey("topic.name.format")
        .asString()
        .contains("only ${topic.prefix} and ${table} are filled in");
    assertThat(
            DynamoDbSourceConfig.parse(
                    properties(Map.of("tables", "orders", "topic.name.format", "one")))
                .topics()
                .topic("orders"))
        .isEqualTo("one");
    assertThat(
            DynamoDbSourceConfig.parse(
                    properties(
                        Map.of(
                            "tables", "a-1,b-2", "topic.name.format", "${table}_${topic.prefix}")))
                .topics()
                .topic("a-1"))
        .isEqualTo("a-1_shop");
  }

  @Test
  void refusesWhatTheConnectorSetsForItsTasks() {
    assertThat(errors(Map.of("messina.task.shares", "orders:0/1")).get("messina.task.shares"))
        .containsExactly("The connector sets 'messina.task.shares' for its tasks; remove it.");
  }

  @Test
  void refusesADataLossPolicyThatContradictsTheSnapshotMode() {
    assertThat(
            errors(Map.of("snapshot.mode", "when_needed", "data.loss.policy", "fail"))
                .get("data.loss.policy"))
        .anySatisfy(error -> assertThat(error).contains("remove data.loss.policy or set it"));
  }

  @Test
  void refusesToAnswerGapsWithASnapshotWhereTablesAreNotRead() {
    assertThat(
            errors(Map.of("snapshot.mode", "no_data", "data.loss.policy", "resnapshot"))
                .get("data.loss.policy"))
        .anySatisfy(
            error -> assertThat(error).contains("set data.loss.policy to fail or continue"));
    assertThat(errors(Map.of("snapshot.mode", "no_data", "data.loss.policy", "continue")))
        .doesNotContainKey("data.loss.policy");
  }

  @Test
  void refusesAnExportThatNobodyHasNamedOrLookedAt() {
    Map<String, List<String>> errors =
        errors(Map.of("snapshot.source", "s3-export", "snapshot.mode", "no_data"));

    assertThat(errors.get("snapshot.export.location").get(0)).contains("needs");
    assertThat(errors.get("snapshot.export.complete").get(0)).contains("describe-export");
    assertThat(errors.get("snapshot.source").get(0)).contains("there is no snapshot");
    assertThat(errors(Map.of("snapshot.export.location", "orders")))
        .containsKey("snapshot.export.location");
  }

  @Test
  void refusesAFolderWithoutAnExportOfTheTable(@TempDir Path bucket) {
    Map<String, String> options =
        new HashMap<>(
            Map.of(
                "topic.prefix", "shop",
                "tables", "customers",
                "aws.region", "eu-west-1",
                "aws.endpoint", "http://127.0.0.1:1",
                "aws.access.key.id", "a",
                "aws.secret.access.key", "b",
                "snapshot.source", "s3-export",
                "snapshot.export.complete", "confirmed",
                "snapshot.export.location", "file:" + bucket));
    WrittenExport.full(bucket, "").finish();

    assertThat(errors(options).get("snapshot.export.location").get(0))
        .contains("There is no export");
    options.put("tables", "orders");
    assertThat(errors(options)).doesNotContainKey("snapshot.export.location");
  }

  @Test
  void offersTheRegionsThatThereAre() {
    ConfigValue region =
        connector.validate(Map.of()).configValues().stream()
            .filter(value -> value.name().equals("aws.region"))
            .findFirst()
            .orElseThrow();

    assertThat(region.recommendedValues()).contains("eu-west-1", "us-east-1");
  }

  @Test
  void letsOffsetsBeDeletedWithoutAskingAnybody() {
    Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
    offsets.put(TABLE_PARTITION, null);
    offsets.put(Map.of("nobody", "knows this"), null);

    assertThat(connector.alterOffsets(Map.of(), offsets)).isTrue();
  }

  private static Map<String, String> properties(Map<String, String> changes) {
    Map<String, String> properties = new HashMap<>(changes);
    properties.put("name", "orders-source");
    properties.put("topic.prefix", "shop");
    properties.put("control.kafka.bootstrap.servers", "nowhere:9092");
    return properties;
  }

  private List<String> shares(int maxTasks) {
    return connector.taskConfigs(maxTasks).stream()
        .map(config -> config.get("messina.task.shares"))
        .toList();
  }

  private Map<String, List<String>> errors(Map<String, String> properties) {
    Map<String, List<String>> errors = new TreeMap<>();
    for (ConfigValue value : connector.validate(properties).configValues()) {
      if (!value.errorMessages().isEmpty()) {
        errors.put(value.name(), value.errorMessages());
      }
    }
    return errors;
  }
}
