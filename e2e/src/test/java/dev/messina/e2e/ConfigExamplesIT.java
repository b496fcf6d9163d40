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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
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
          .as(
              "the demo deploys 'demo', AvroRegistryIT 'avro', this class the others; 'aws-samples'"
                  + " is for the preview, 'avro-confluent' for machines with Docker")
          .containsExactlyInAnyOrder(
              "avro", "avro-confluent", "aws-samples", "demo", "simple-table", "single-table");
    }
  }

  @Test
  void simpleTable(Services services) throws IOException {
    Path folder = services.project().example("simple-table");
    TargetTable.create(services.cql(), folder.resolve("schema.cql"));
    createTable(
        services,
        "orders",
        List.of(
            attribute("customer", ScalarAttributeType.S),
            attribute("orderId", ScalarAttributeType.N)),
        StreamViewType.NEW_AND_OLD_IMAGES);
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

  @Test
  void singleTable(Services services) throws IOException {
    Path folder = services.project().example("single-table");
    TargetTable.create(services.cql(), folder.resolve("schema.cql"));
    createTable(
        services,
        "store",
        List.of(attribute("pk", ScalarAttributeType.S), attribute("sk", ScalarAttributeType.S)),
        StreamViewType.NEW_IMAGE);
    List<ConnectorFile> connectors = new ArrayList<>();
    for (String file : List.of("source", "sink-users", "sink-orders", "sink-order-items")) {
      connectors.add(ConnectorFile.read(folder.resolve(file + ".json")).at(services.addresses()));
    }
    try {
      connectors.forEach(services.connect()::put);
      put(
          services,
          "USER#ada",
          "PROFILE",
          Map.of("memberSince", AttributeValue.fromS("2021-03-04")));
      put(
          services,
          "USER#ada",
          "ORDER#7",
          Map.of("total", AttributeValue.fromN("19.90"), "shipTo", city()));
      put(services, "ORDER#7", "ITEM#1", Map.of("sku", AttributeValue.fromS("A-1")));
      put(
          services,
          "ORDER#7",
          "ITEM#2",
          Map.of("quantity", AttributeValue.fromN("2"), "gift", AttributeValue.fromBool(true)));

      Eventually.isTrue("the user has a row", () -> count(services, "users") == 1);
      Eventually.isTrue("the order has a row", () -> count(services, "orders") == 1);
      Eventually.isTrue("the items have rows", () -> count(services, "order_items") == 2);
      Row user = services.cql().execute("SELECT * FROM store.users").one();
      assertThat(user.getString("user_id")).isEqualTo("ada");
      assertThat(user.getLocalDate("member_since")).isEqualTo(LocalDate.of(2021, 3, 4));
      Row order = services.cql().execute("SELECT * FROM store.orders").one();
      assertThat(order.getLong("order_id")).isEqualTo(7);
      assertThat(order.getString("ship_to_city")).isEqualTo("Messina");
      Row item =
          services
              .cql()
              .execute("SELECT * FROM store.order_items WHERE line = 2 ALLOW FILTERING")
              .one();
      assertThat(item.getInt("quantity")).isEqualTo(2);
      assertThat(item.getString("options")).isEqualTo("{\"gift\":true}");

      services
          .dynamoDb()
          .deleteItem(delete -> delete.tableName("store").key(key("ORDER#7", "ITEM#1")));
      Eventually.isTrue("the deleted item is gone", () -> count(services, "order_items") == 1);
      assertThat(count(services, "orders")).isOne();
    } finally {
      connectors.forEach(connector -> services.connect().delete(connector.name()));
    }
  }

  private static long count(Services services, String table) {
    return services.cql().execute("SELECT count(*) FROM store." + table).one().getLong(0);
  }

  private static void put(
      Services services, String partition, String sort, Map<String, AttributeValue> attributes) {
    Map<String, AttributeValue> item = new HashMap<>(attributes);
    item.putAll(key(partition, sort));
    services.dynamoDb().putItem(put -> put.tableName("store").item(item));
  }

  private static Map<String, AttributeValue> key(String partition, String sort) {
    return Map.of("pk", AttributeValue.fromS(partition), "sk", AttributeValue.fromS(sort));
  }

  private static AttributeValue city() {
    return AttributeValue.fromM(
        Map.of("city", AttributeValue.fromS("Messina"), "zip", AttributeValue.fromS("98121")));
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

  /**
   * @param key the attributes of the key, the partition's first
   */
  private static void createTable(
      Services services, String name, List<AttributeDefinition> key, StreamViewType view) {
    services
        .dynamoDb()
        .createTable(
            table ->
                table
                    .tableName(name)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(key)
                    .keySchema(
                        key(key.get(0).attributeName(), KeyType.HASH),
                        key(key.get(1).attributeName(), KeyType.RANGE))
                    .streamSpecification(
                        stream -> stream.streamEnabled(true).streamViewType(view)));
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
