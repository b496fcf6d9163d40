package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.connect.ConnectorFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The example that sends readings in Avro, deployed as it is, with one converter or another. */
final class ReadingsExample {

  private ReadingsExample() {}

  /**
   * @param connect the worker that has the converter
   * @param folder of the example
   * @param here options with the addresses of this place
   */
  static void run(
      Site site, ConnectRest connect, String folder, Map<String, String> here, Registry registry)
      throws IOException {
    site.createTables(site.project().example("avro/schema.cql"));
    StreamedTable.create(
        site.dynamoDb(),
        "readings",
        List.of(
            StreamedTable.attribute("sensor", ScalarAttributeType.S),
            StreamedTable.attribute("at", ScalarAttributeType.N)));
    List<ConnectorFile> connectors = new ArrayList<>();
    for (String file : List.of("source.json", "sink.json")) {
      ConnectorFile example = ConnectorFile.read(site.project().example(folder + "/" + file));
      connectors.add(at(site, here, example));
    }
    try {
      connectors.forEach(connect::put);
      site.dynamoDb().putItem(put -> put.tableName("readings").item(reading()));

      Eventually.isTrue("the reading has its row", () -> row(site) != null);

      assertThat(row(site).getBigDecimal("celsius")).isEqualByComparingTo("21.50");
      assertThat(row(site).getString("place")).isEqualTo("{\"floor\":2}");
      assertThat(registry.versions("iot.readings"))
          .isEqualTo(Map.of("iot.readings-key", List.of(1), "iot.readings-value", List.of(1)));
    } finally {
      connectors.forEach(connector -> connect.delete(connector.name()));
    }
  }

  private static ConnectorFile at(Site site, Map<String, String> here, ConnectorFile example) {
    ConnectorFile placed = example.at(site.addresses());
    for (Map.Entry<String, String> option : here.entrySet()) {
      placed = placed.with(option.getKey(), option.getValue());
    }
    return placed;
  }

  private static Map<String, AttributeValue> reading() {
    return Map.of(
        "sensor", AttributeValue.fromS("attic"),
        "at", AttributeValue.fromN("1767225600"),
        "celsius", AttributeValue.fromN("21.50"),
        "raw", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, 1, -1})),
        "place", AttributeValue.fromM(Map.of("floor", AttributeValue.fromN("2"))));
  }

  private static Row row(Site site) {
    return site.cql()
        .execute("SELECT * FROM iot.readings WHERE sensor = 'attic' AND at = 1767225600")
        .one();
  }
}
