package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.demo.TargetTable;
import dev.messina.e2e.SharedStack.Services;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** Deploys the examples as a user does: the CQL file, the table, both JSON files. */
@ExtendWith(SharedStack.class)
class ConfigExamplesIT {

  @Test
  void everyExampleIsDeployedBySomeTest(Services services) throws IOException {
    try (Stream<Path> folders = Files.list(services.project().example(""))) {
      assertThat(folders.filter(Files::isDirectory).map(folder -> folder.getFileName().toString()))
          .as("the demo deploys 'demo', this class the others")
          .containsExactlyInAnyOrder("demo", "simple-table");
    }
  }

  @Test
  void simpleTable(Services services) throws IOException {
    Path folder = services.project().example("simple-table");
    TargetTable.create(services.cql(), folder.resolve("schema.cql"));
    createOrders(services);
    ConnectorFile source =
        ConnectorFile.read(folder.resolve("source.json")).at(services.addresses());
    ConnectorFile sink = ConnectorFile.read(folder.resolve("sink.json")).at(services.addresses());
    try {
      services.connect().put(source);
      services.connect().put(sink);
      services.dynamoDb().putItem(put -> put.tableName("orders").item(order()));

      Eventually.isTrue("the order has its row", () -> row(services) != null);

      Row row = row(services);
      assertThat(row.getString("status")).isEqualTo("paid");
      assertThat(row.getBigDecimal("total"))
          .isEqualTo(new BigDecimal("19.90").stripTrailingZeros());
      assertThat(row.getSet("tags", String.class)).isEqualTo(Set.of("blue", "red"));
      assertThat(row.getString("lines")).isEqualTo("[{\"quantity\":2,\"sku\":\"A-1\"}]");
    } finally {
      services.connect().delete(source.name());
      services.connect().delete(sink.name());
    }
  }

  private static Row row(Services services) {
    return services
        .cql()
        .execute("SELECT * FROM shop.orders WHERE customer = 'ada' AND \"orderId\" = 7")
        .one();
  }

  private static Map<String, AttributeValue> order() {
    AttributeValue line =
        AttributeValue.fromM(
            Map.of("sku", AttributeValue.fromS("A-1"), "quantity", AttributeValue.fromN("2")));
    return Map.of(
        "customer", AttributeValue.fromS("ada"),
        "orderId", AttributeValue.fromN("7"),
        "status", AttributeValue.fromS("paid"),
        "total", AttributeValue.fromN("19.90"),
        "tags", AttributeValue.fromSs(List.of("blue", "red")),
        "lines", AttributeValue.fromL(List.of(line)));
  }

  private static void createOrders(Services services) {
    services
        .dynamoDb()
        .createTable(
            table ->
                table
                    .tableName("orders")
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(
                        attribute("customer", ScalarAttributeType.S),
                        attribute("orderId", ScalarAttributeType.N))
                    .keySchema(key("customer", KeyType.HASH), key("orderId", KeyType.RANGE))
                    .streamSpecification(
                        stream ->
                            stream
                                .streamEnabled(true)
                                .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
