package dev.messina.e2e;

import static dev.messina.e2e.StreamedTable.attribute;

import dev.messina.cli.compare.Comparer;
import dev.messina.cli.compare.CqlRows;
import dev.messina.cli.compare.DynamoDbItems;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.local.CqlTarget;
import dev.messina.e2e.SharedStack.Services;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * Five tables with keys of every type and items of different attributes, all in one source and one
 * sink connector. Each has two items from the beginning.
 */
final class FiveTables implements AutoCloseable {

  private static final String PREFIX = "five";

  private static final List<Shape> SHAPES =
      List.of(
          new Shape(
              "words",
              List.of(attribute("word", ScalarAttributeType.S)),
              "word text PRIMARY KEY, seen bigint, known boolean",
              Map.of("seen", number(7), "known", AttributeValue.fromBool(true))),
          new Shape(
              "counters",
              List.of(attribute("id", ScalarAttributeType.N)),
              "id decimal PRIMARY KEY, total decimal",
              Map.of("total", AttributeValue.fromN("12345678901234567890.123"))),
          new Shape(
              "digests",
              List.of(attribute("digest", ScalarAttributeType.B)),
              "digest blob PRIMARY KEY, raw blob, blobs frozen<set<blob>>",
              Map.of("raw", bytes(200), "blobs", AttributeValue.fromBs(List.of(data(1), data(2))))),
          new Shape(
              "order-lines",
              List.of(
                  attribute("order", ScalarAttributeType.S),
                  attribute("line", ScalarAttributeType.N)),
              "\"order\" text, line decimal, \"with space\" text, tags frozen<set<text>>,"
                  + " PRIMARY KEY (\"order\", line)",
              Map.of(
                  "with space", AttributeValue.fromS("🙂"),
                  "tags", AttributeValue.fromSs(List.of("blue", "red")))),
          new Shape(
              "Documents.v2",
              List.of(
                  attribute("Folder", ScalarAttributeType.S),
                  attribute("hash", ScalarAttributeType.B)),
              "\"Folder\" text, hash blob, body text, parts text, PRIMARY KEY (\"Folder\", hash)",
              Map.of(
                  "body", AttributeValue.fromM(Map.of("a.b", number(1))),
                  "parts", AttributeValue.fromL(List.of(number(1), bytes(2))))));

  private final Services services;
  private ConnectorFile source;
  private ConnectorFile sink;

  /**
   * @param attributes what every item has beside its key
   */
  private record Shape(
      String name,
      List<AttributeDefinition> key,
      String columns,
      Map<String, AttributeValue> attributes) {

    String topic() {
      return PREFIX + "." + name;
    }

    String target() {
      return PREFIX + "." + name.replaceAll("[-.]", "_").toLowerCase(Locale.ROOT);
    }

    Map<String, AttributeValue> item(int number) {
      Map<String, AttributeValue> item = new HashMap<>(attributes);
      item.putAll(key(number));
      return item;
    }

    Map<String, AttributeValue> key(int number) {
      return key.stream()
          .collect(
              Collectors.toMap(
                  AttributeDefinition::attributeName,
                  part ->
                      switch (part.attributeType()) {
                        case S -> AttributeValue.fromS("item " + number);
                        case N -> number(number);
                        default -> bytes(number);
                      }));
    }
  }

  FiveTables(Services services) {
    this.services = services;
    services
        .cql()
        .execute(
            "CREATE KEYSPACE five WITH replication ="
                + " {'class': 'SimpleStrategy', 'replication_factor': 1}");
    for (Shape shape : SHAPES) {
      services.cql().execute("CREATE TABLE " + shape.target() + " (" + shape.columns() + ")");
      StreamedTable.create(services.dynamoDb(), shape.name(), shape.key());
      put(shape, 1);
      put(shape, 2);
    }
  }

  List<String> topics() {
    return SHAPES.stream().map(Shape::topic).toList();
  }

  void deploy(Format format) {
    source =
        connector("source")
            .with("topic.prefix", PREFIX)
            .with("tables", SHAPES.stream().map(Shape::name).collect(Collectors.joining(",")))
            .with("control.topic", "e2e.control.five");
    sink =
        connector("sink")
            .with("topics", String.join(",", topics()))
            .with(
                "table.name.overrides",
                SHAPES.stream()
                    .map(shape -> shape.topic() + ":" + shape.target())
                    .collect(Collectors.joining(",")));
    format
        .options(services.stack().registry())
        .forEach(
            (key, value) -> {
              source = source.with(key, value);
              sink = sink.with(key, value);
            });
    services.connect().put(source);
    services.connect().put(sink);
  }

  /** Brings a third item into each table, changes the second and deletes the first. */
  void change() {
    for (Shape shape : SHAPES) {
      put(shape, 3);
      services.dynamoDb().putItem(put -> put.tableName(shape.name()).item(shape.key(2)));
      services.dynamoDb().deleteItem(delete -> delete.tableName(shape.name()).key(shape.key(1)));
    }
  }

  void awaitSame() {
    for (Shape shape : SHAPES) {
      Eventually.isTrue("table " + shape.name() + " is in sync", () -> isSame(shape));
    }
  }

  @Override
  public void close() {
    services.connect().delete(source.name());
    services.connect().delete(sink.name());
  }

  private boolean isSame(Shape shape) {
    DynamoDbItems items = new DynamoDbItems(services.dynamoDb(), shape.name());
    CqlRows rows =
        new CqlRows(
            services.cql(), CqlTarget.metadata(services.cql(), shape.target()), items.keyNames());
    return new Comparer(items, rows, Optional.empty(), 5, compared -> {}).compare().inSync();
  }

  private void put(Shape shape, int number) {
    services.dynamoDb().putItem(put -> put.tableName(shape.name()).item(shape.item(number)));
  }

  private ConnectorFile connector(String side) {
    Map<String, String> config = new HashMap<>(Migration.connector(services, side).config());
    config.remove("table.name");
    return new ConnectorFile("e2e-five-" + side, config);
  }

  private static AttributeValue number(int value) {
    return AttributeValue.fromN(Integer.toString(value));
  }

  private static AttributeValue bytes(int value) {
    return AttributeValue.fromB(data(value));
  }

  private static SdkBytes data(int value) {
    return SdkBytes.fromByteArray(new byte[] {0, (byte) value, -1});
  }
}
