package dev.messina.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.demo.workload.Catalogue;
import dev.messina.cli.demo.workload.ChangeWriter;
import dev.messina.cli.demo.workload.ItemGenerator;
import dev.messina.cli.demo.workload.ItemLoader;
import dev.messina.cli.demo.workload.SourceTable;
import dev.messina.e2e.SharedStack.Services;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Tables of DynamoDB and one source connector over them, without a sink: what is on the topics is
 * compared with the tables. The control topic is created compacted, with one partition.
 */
final class Capture implements AutoCloseable {

  private static final String PREFIX = "e2e";
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** Only attributes whose values have one notation, so that items can be compared as JSON. */
  private static final Catalogue ATTRIBUTES =
      Catalogue.of(
          Map.of(
              "id", "uuid", "parent", "uuid", "day", "date", "count", "bigint", "on", "boolean"));

  private final Services services;
  private final List<String> tables;
  private final ItemGenerator items = new ItemGenerator(Migration.SEED, ATTRIBUTES);
  private ConnectorFile source;

  /** Creates the tables, loads the first items into each, and switches the streams on. */
  Capture(Services services, String name, long count, List<String> tables) {
    this.services = services;
    this.tables = tables;
    for (String table : tables) {
      SourceTable.create(services.dynamoDb(), table);
      new ItemLoader(services.dynamoDb(), table, items).load(count, written -> {});
      SourceTable.enableStream(services.dynamoDb(), table);
    }
    this.source =
        new ConnectorFile("e2e-" + name, Migration.connector(services, "source").config())
            .with("topic.prefix", PREFIX)
            .with("tables", String.join(",", tables))
            .with("control.topic", PREFIX + ".control." + name);
    createControlTopic();
  }

  ConnectorFile source() {
    return source;
  }

  Capture with(String key, String value) {
    source = source.with(key, value);
    return this;
  }

  /** Creates the connector, or gives it the present configuration. */
  void deploy() {
    services.connect().put(source);
  }

  SourceTasks tasks() {
    return new SourceTasks(services, source.name());
  }

  TopicContents contents(String table) {
    return TopicContents.of(services, PREFIX + "." + table);
  }

  ChangeWriter writer(String table, ChangeWriter.Settings settings) {
    return new ChangeWriter(services.dynamoDb(), table, items, settings);
  }

  Map<String, AttributeValue> key(long number) {
    return items.key(number);
  }

  void put(String table, Map<String, AttributeValue> item) {
    services.dynamoDb().putItem(put -> put.tableName(table).item(item));
  }

  /** The newest epoch of a table, of any kind; 0 while none is committed. */
  long newestEpoch(String table) {
    String epochs = offset(table).path("epochs").asText("0");
    return Long.parseLong(epochs.substring(epochs.lastIndexOf(',') + 1));
  }

  /** The epoch of a table's scan; 0 while none is committed. */
  long epoch(String table) {
    return offset(table).path("epoch_us").asLong();
  }

  /** How many segments of the scan of a table are committed as done. */
  long segmentsDone(String table) {
    String epoch = Long.toString(epoch(table));
    return services.connect().offsets(source.name()).stream()
        .filter(entry -> is(entry, "segment", table))
        .filter(entry -> entry.path("partition").path("epoch").asText().equals(epoch))
        .filter(entry -> entry.path("offset").path("done").asBoolean())
        .count();
  }

  /** Waits until the topic of each table says the same as the table, to which nobody writes. */
  void awaitSame() {
    for (String table : tables) {
      Map<String, JsonNode> wanted = items(table);
      Eventually.isTrue(
          "topic and table " + table + " are the same",
          PATIENCE,
          () -> {
            tasks().rethrowFailure();
            return contents(table).items().equals(wanted);
          });
    }
  }

  /** What is in a table, in the form of {@link TopicContents#items}. */
  Map<String, JsonNode> items(String table) {
    Map<String, JsonNode> found = new TreeMap<>();
    services
        .dynamoDb()
        .scanPaginator(scan -> scan.tableName(table).consistentRead(true))
        .items()
        .forEach(
            item ->
                found.put(
                    TopicContents.key(
                        item.get(Catalogue.PARTITION_KEY).s(), item.get(Catalogue.SORT_KEY).n()),
                    json(item)));
    return found;
  }

  /** A key or an item of this catalogue in DynamoDB's JSON. */
  static ObjectNode json(Map<String, AttributeValue> item) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    item.forEach(
        (name, value) -> {
          switch (value.type()) {
            case S -> json.putObject(name).put("S", value.s());
            case N -> json.putObject(name).put("N", value.n());
            case NUL -> json.putObject(name).put("NULL", true);
            case BOOL -> json.putObject(name).put("BOOL", value.bool());
            default -> throw new IllegalArgumentException("Not in the catalogue: " + value.type());
          }
        });
    return json;
  }

  /** Takes the connector away. */
  @Override
  public void close() {
    services.connect().delete(source.name());
  }

  private JsonNode offset(String table) {
    return services.connect().offsets(source.name()).stream()
        .filter(entry -> is(entry, "table", table))
        .map(entry -> entry.path("offset"))
        .findFirst()
        .orElseGet(new ObjectMapper()::createObjectNode);
  }

  private static boolean is(JsonNode entry, String kind, String table) {
    JsonNode partition = entry.path("partition");
    return partition.path("kind").asText().equals(kind)
        && partition.path("table").asText().equals(table);
  }

  private void createControlTopic() {
    NewTopic topic =
        new NewTopic(source.option("control.topic"), Optional.of(1), Optional.empty())
            .configs(Map.of("cleanup.policy", "compact"));
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", services.stack().kafka().bootstrapServers()))) {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException refused) {
      throw new IllegalStateException("No topic " + topic.name(), refused);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Not waited for topic " + topic.name(), interrupted);
    }
  }
}
