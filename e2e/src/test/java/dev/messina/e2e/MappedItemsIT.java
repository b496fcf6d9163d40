package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.e2e.SharedStack.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** Orders whose rows stand under their status, so that a change of it moves them. */
@ExtendWith(SharedStack.class)
class MappedItemsIT {

  private static final String MAPPING =
      """
      when: {kind: {equals: order}}
      key: [status, order_id]
      columns:
        order_id: id
        total: sum
      drop: kind
      """;

  @TempDir private Path folder;

  @Test
  void anItemThatMovesLeavesNoRowBehind(Services services) throws IOException {
    try (Orders orders = new Orders(services, "moving")) {
      orders.deploy(orders.sink("moving", MAPPING));
      orders.put("1", "order", "open", "10");
      orders.put("2", "order", "open", "20");
      Eventually.isTrue(
          "both are open", () -> orders.rows("moving").equals(List.of("open 1 10", "open 2 20")));

      orders.put("1", "order", "paid", "11");
      Eventually.isTrue(
          "one has another key",
          () -> orders.rows("moving").equals(List.of("open 2 20", "paid 1 11")));

      orders.put("2", "note", "open", "20");
      Eventually.isTrue(
          "one is no order any more", () -> orders.rows("moving").equals(List.of("paid 1 11")));

      orders.put("2", "order", "open", "22");
      orders.put("1", "order", "open", "12");
      Eventually.isTrue(
          "both are back", () -> orders.rows("moving").equals(List.of("open 1 12", "open 2 22")));

      orders.delete("1");
      Eventually.isTrue(
          "one is deleted where it was last",
          () -> orders.rows("moving").equals(List.of("open 2 22")));
    }
  }

  /** Kafka's own providers bring the document in, one as a property, one as a whole file. */
  @Test
  void theMappingMayStandInAFile(Services services) throws IOException {
    Path property = folder.resolve("mappings.properties");
    Files.writeString(
        property,
        "orders = {when: {kind: {equals: order}}, key: [status, order_id],"
            + " columns: {order_id: id, total: sum}, drop: kind}");
    Files.writeString(folder.resolve("orders.yaml"), MAPPING);
    try (Orders orders = new Orders(services, "filed")) {
      orders.deploy(
          orders.sink("filed_by_property", "${file:%s:orders}".formatted(property)),
          orders.sink("filed", "${directory:%s:orders.yaml}".formatted(folder)));
      orders.put("1", "order", "open", "10");
      orders.put("2", "note", "open", "20");
      orders.put("1", "order", "paid", "11");

      for (String table : List.of("filed", "filed_by_property")) {
        Eventually.isTrue(
            "the order in " + table, () -> orders.rows(table).equals(List.of("paid 1 11")));
      }
      assertThat(services.connect().status("orders-to-filed").tasks())
          .allSatisfy(task -> assertThat(task.state()).isEqualTo("RUNNING"));
    }
  }

  /** A DynamoDB table of orders, its source connector and the sink connectors on its topic. */
  private static final class Orders implements AutoCloseable {

    private final Services services;
    private final String name;
    private final List<ConnectorFile> connectors = new ArrayList<>();

    Orders(Services services, String name) {
      this.services = services;
      this.name = name;
      services
          .dynamoDb()
          .createTable(
              table ->
                  table
                      .tableName(name)
                      .billingMode(BillingMode.PAY_PER_REQUEST)
                      .attributeDefinitions(
                          AttributeDefinition.builder()
                              .attributeName("id")
                              .attributeType(ScalarAttributeType.N)
                              .build())
                      .keySchema(
                          KeySchemaElement.builder()
                              .attributeName("id")
                              .keyType(KeyType.HASH)
                              .build())
                      .streamSpecification(
                          stream ->
                              stream
                                  .streamEnabled(true)
                                  .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
      services
          .cql()
          .execute(
              "CREATE KEYSPACE IF NOT EXISTS mapped WITH replication ="
                  + " {'class': 'SimpleStrategy', 'replication_factor': 1}");
    }

    /** A sink connector of that mapping, whose table it creates. */
    ConnectorFile sink(String table, String mapping) throws IOException {
      services
          .cql()
          .execute(
              "CREATE TABLE mapped."
                  + table
                  + " (status text, order_id int, total int, PRIMARY KEY (status, order_id))");
      return example("sink", "orders-to-" + table)
          .with("topics", "mapped." + name)
          .with("table.name", "mapped." + table)
          .with("transforms.row.mapping", mapping);
    }

    void deploy(ConnectorFile... sinks) throws IOException {
      connectors.add(
          example("source", "orders-from-" + name)
              .with("topic.prefix", "mapped")
              .with("tables", name)
              .with("control.topic", "mapped.control." + name));
      connectors.addAll(List.of(sinks));
      connectors.forEach(services.connect()::put);
    }

    private ConnectorFile example(String side, String connector) throws IOException {
      ConnectorFile example =
          ConnectorFile.read(services.project().example("simple-table/" + side + ".json"))
              .at(services.addresses());
      return new ConnectorFile(connector, example.config());
    }

    void put(String id, String kind, String status, String total) {
      Map<String, AttributeValue> item = new HashMap<>(key(id));
      item.put("kind", AttributeValue.fromS(kind));
      item.put("status", AttributeValue.fromS(status));
      item.put("sum", AttributeValue.fromN(total));
      services.dynamoDb().putItem(put -> put.tableName(name).item(item));
    }

    void delete(String id) {
      services.dynamoDb().deleteItem(delete -> delete.tableName(name).key(key(id)));
    }

    private static Map<String, AttributeValue> key(String id) {
      return Map.of("id", AttributeValue.fromN(id));
    }

    /** All rows as status, order and total, sorted. */
    List<String> rows(String table) {
      return services.cql().execute("SELECT * FROM mapped." + table).all().stream()
          .map(Orders::text)
          .sorted()
          .toList();
    }

    private static String text(Row row) {
      return row.getString("status") + " " + row.getInt("order_id") + " " + row.getInt("total");
    }

    @Override
    public void close() {
      connectors.forEach(connector -> services.connect().delete(connector.name()));
    }
  }
}
