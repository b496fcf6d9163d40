package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.Test;

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
  void givesOneTaskTheSameConfigurationEveryTime() {
    Map<String, String> properties = Map.of("name", "orders-source", "tables", "orders,customers");
    connector.start(properties);

    assertThat(connector.taskConfigs(8)).containsExactly(properties);
    assertThat(connector.taskConfigs(1)).isEqualTo(connector.taskConfigs(8));
    assertThat(connector.taskClass()).isEqualTo(DynamoDbSourceTask.class);
  }

  @Test
  void supportsExactlyOnceWithinTransactionsOfTheFramework() {
    assertThat(connector.exactlyOnceSupport(Map.of())).isEqualTo(ExactlyOnceSupport.SUPPORTED);
    assertThat(connector.canDefineTransactionBoundaries(Map.of()))
        .isEqualTo(ConnectorTransactionBoundaries.UNSUPPORTED);
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
        .containsExactly("Option 'tabels' is not known. Did you mean 'tables'?");
    assertThat(errors.get("control.kafka.bootstrap.server"))
        .containsExactly(
            "Kafka's clients have no setting 'bootstrap.server'. Did you mean"
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
  void acceptsOffsetsOfItsOwnFormAndTheirDeletion() {
    Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
    offsets.put(TABLE_PARTITION, null);
    offsets.put(
        Map.of("table", "orders", "kind", "segment", "epoch", "1767225600000000", "segment", "0"),
        Map.of("last_key", "{\"pk\":{\"S\":\"a\"}}", "pages", 1, "items", 9L, "done", false));
    offsets.put(
        Map.of("table", "orders", "kind", "shard", "stream", "2026", "shard", "shardId-1"),
        shardOffset());

    assertThat(connector.alterOffsets(Map.of(), offsets)).isTrue();
  }

  @Test
  void refusesOffsetsThatItCouldNotHaveWritten() {
    Map<String, String> shard =
        Map.of("table", "orders", "kind", "shard", "stream", "2026", "shard", "shardId-1");

    assertRefused(shard, changed("sequence", "abc"), "'sequence' is not a sequence number");
    assertRefused(
        shard, changed("write_ts_us", 1767225600000001L), "'write_ts_us' is not a positive mult");
    assertRefused(shard, changed("write_ts_us", 100L), "'write_ts_us' lies before epoch_us");
    assertRefused(shard, changed("finished", "no"), "'finished' is not a boolean");
    assertRefused(shard, changed("sequnce", "1"), "'sequnce' is not known; known are ");
    assertRefused(shard, Map.of(), "'write_ts_us' is missing");
    assertRefused(Map.of("table", "orders"), shardOffset(), "'kind' is missing");
    assertRefused(
        Map.of("table", "orders", "kind", "row"), shardOffset(), "is none of table, segment and");
    assertRefused(TABLE_PARTITION, Map.of("version", 2), "'version' is newer than this version");
    assertRefused(
        Map.of("table", "orders", "kind", "segment", "epoch", "1767225600000000", "segment", "0"),
        Map.of("last_key", "a", "pages", 1, "items", 9, "done", false),
        "'last_key' is not an item's key as DynamoDB JSON");
  }

  private void assertRefused(
      Map<String, String> partition, Map<String, Object> offset, String message) {
    assertThatThrownBy(() -> connector.alterOffsets(Map.of(), Map.of(partition, offset)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("docs/offsets.md");
  }

  private static Map<String, Object> changed(String field, Object value) {
    Map<String, Object> offset = new HashMap<>(shardOffset());
    offset.put(field, value);
    return offset;
  }

  private static Map<String, Object> shardOffset() {
    return Map.of(
        "sequence",
        "100000000000000000001",
        "write_ts_us",
        1767225600000100L,
        "passed",
        true,
        "change_ts_us",
        1767225600000000L,
        "epoch_us",
        1767225600000000L,
        "finished",
        false,
        "checked_ms",
        0);
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
