package dev.messina.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.cli.local.GivenDynamoDb;
import dev.messina.dynamodb.LocalDynamoDb;
import dev.messina.dynamodb.control.Rule;
import dev.messina.dynamodb.control.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.VectorIndex;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** {@code messina plan} of tables of a DynamoDB, and what it refuses. */
class PlanCommandTest {

  private static final String PRICES =
      """
      {"date": "2026-11-01", "region": "us-east-1", "currency": "USD",
       "read_request_units_per_million": 0.125, "stream_reads_per_million": 0.2,
       "kafka_gb_month": 0.1}
      """;

  private LocalDynamoDb server;
  private DynamoDbClient client;

  @TempDir private Path folder;

  @BeforeEach
  void start() {
    server = LocalDynamoDb.start();
    client = new GivenDynamoDb(server.endpoint()).client();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void describesATableAndWritesWhatIsDeployed() throws IOException {
    create("orders", table -> table.globalSecondaryIndexes(byDay()));
    client.updateTimeToLive(
        change ->
            change
                .tableName("orders")
                .timeToLiveSpecification(ttl -> ttl.enabled(true).attributeName("ends")));
    put("orders", "a", 1, Map.of("total", n("7.25"), "day", n("3"), "ends", n("1900000000")));
    put("orders", "a", 2, Map.of("total", n("8"), "note", AttributeValue.fromS("")));

    Path prices = Files.writeString(folder.resolve("prices.json"), PRICES);
    Path out = folder.resolve("plan");
    PlanRun run = plan("orders", "--json", "--out", out.toString(), "--prices", prices.toString());

    assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
    assertThat(run.err().lines())
        .containsExactly(
            "Looking at up to 1000 of about 2 items of table orders; that takes about 1 read"
                + " units.",
            "2 items of 1 places, for 0.5 read units.");
    JsonNode table = run.table();
    assertThat(fields(run.json())).containsExactly("verdict", "reached", "tables");
    assertThat(fields(table))
        .containsExactly(
            "table",
            "key",
            "expiry",
            "stream",
            "settings",
            "indexes",
            "sample",
            "partitions",
            "attributes",
            "estimate",
            "topic",
            "files",
            "findings");
    assertThat(fields(run.attribute("total")))
        .containsExactly(
            "name",
            "items",
            "types",
            "bytes_typical",
            "bytes_most",
            "digits",
            "depth",
            "members",
            "empties",
            "like",
            "column");
    assertThat(fields(table.path("estimate")))
        .containsExactly(
            "items",
            "bytes",
            "read_units",
            "snapshot_seconds",
            "record_bytes",
            "topic_bytes",
            "topic_disk_bytes",
            "changes",
            "cost");
    assertThat(fields(table.path("estimate").path("changes")))
        .containsExactly(
            "per_second",
            "topic_bytes_a_day",
            "topic_disk_bytes_a_day",
            "disk_bytes",
            "stream_reads_a_day");
    assertThat(table.path("estimate").path("cost").path("snapshot").asDouble()).isPositive();
    assertThat(table.path("expiry").asText()).isEqualTo("ends");
    assertThat(run.attribute("note").path("empties").asInt()).isEqualTo(1);
    assertThat(run.attribute("ends").path("like").asText()).isEqualTo("epoch_s");
    assertThat(run.findings()).contains("note index", "note no_recovery");
    assertThat(Files.readString(out.resolve("mapping.yaml")))
        .isEqualTo(
            """
            item_key: {id: S, line: N}
            key: [id, line]
            columns:
              id: id
              line: line
              day: day
              ends: ends
              note: note
              total: total
            expiry: ends
            unmapped: {column: other_attributes, as: dynamodb}
            """);
    assertThat(Files.readString(out.resolve("mapping-orders_byday.yaml")))
        .isEqualTo(
            """
            item_key: {id: S, line: N}
            when: {day: {exists: true}}
            key: [day, id, line]
            columns:
              day: day
              id: id
              line: line
              total: total
            expiry: ends
            unmapped: ignore
            """);
    assertThat(Files.readString(out.resolve("schema.cql")))
        .contains("CREATE TABLE IF NOT EXISTS messina.orders (\n  id text,\n  line decimal,")
        .contains("PRIMARY KEY (id, line)")
        .contains("CREATE TABLE IF NOT EXISTS messina.orders_byday (")
        .contains("PRIMARY KEY (day, id, line)");
    assertThat(Files.readString(out.resolve("schema-scylla.cql")))
        .contains("ALTER TABLE messina.orders WITH tombstone_gc = {'mode': 'disabled'}");
    assertThat(out.toFile().list())
        .containsExactlyInAnyOrder(
            "README.md",
            "mapping.yaml",
            "mapping-orders_byday.yaml",
            "schema.cql",
            "schema-scylla.cql",
            "source.json",
            "sink.json",
            "sink-orders_byday.json");
  }

  @Test
  void indexesThatHaveNoTableAreALoss() {
    create(
        "orders",
        table ->
            table
                .streamSpecification(
                    stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_IMAGE))
                .vectorIndexes(
                    VectorIndex.builder()
                        .indexName("near")
                        .vectorAttribute(vector -> vector.attributeName("place"))
                        .dimensions(3L)
                        .build())
                .globalSecondaryIndexes(byDay()));
    put("orders", "a", 1, Map.of("day", n("3")));
    PlanRun run = plan("orders", "--json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.findings())
        .containsExactly("loss index", "loss vector_index", "note no_recovery");
    assertThat(run.table().path("settings").path("vector_indexes").toString())
        .isEqualTo("[\"near\"]");
    assertThat(run.table().path("files").toString()).doesNotContain("byday");
  }

  private static GlobalSecondaryIndex byDay() {
    return GlobalSecondaryIndex.builder()
        .indexName("byDay")
        .keySchema(part("day", KeyType.HASH))
        .projection(some -> some.projectionType(ProjectionType.INCLUDE).nonKeyAttributes("total"))
        .build();
  }

  @Test
  void writesTheSameAgainAndNothingOverWhatWasChanged() throws IOException {
    create("orders", table -> {});
    put("orders", "a", 1, Map.of("total", n("7")));
    Path out = folder.resolve("plan");
    assertThat(plan("orders", "--out", out.toString()).exitCode()).isZero();
    assertThat(plan("orders", "--out", out.toString()).exitCode()).isZero();

    Files.writeString(out.resolve("mapping.yaml"), "names: lower\n");
    PlanRun refused = plan("orders", "--out", out.toString());
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("[mapping.yaml]; say --force");
    assertThat(Files.readString(out.resolve("mapping.yaml"))).isEqualTo("names: lower\n");
    assertThat(plan("orders", "--out", out.toString(), "--force").exitCode()).isZero();
    assertThat(Files.readString(out.resolve("mapping.yaml"))).startsWith("item_key:");
  }

  @Test
  void looksAtRandomPlacesOfALargerTable() {
    create("large", table -> {});
    List<WriteRequest> batch = new ArrayList<>();
    for (int number = 0; number < 5_000; number++) {
      int at = number;
      batch.add(
          WriteRequest.builder()
              .putRequest(put -> put.item(item("p" + at, 0, Map.of("n", n("" + at)))))
              .build());
      if (batch.size() == 25) {
        client.batchWriteItem(write -> write.requestItems(Map.of("large", List.copyOf(batch))));
        batch.clear();
      }
    }
    PlanRun run = plan("large", "--json", "--sample", "500");

    assertThat(run.exitCode()).as(run.out()).isZero();
    JsonNode sample = run.table().path("sample");
    assertThat(sample.path("items").asInt()).isBetween(450, 500);
    assertThat(sample.path("complete").asBoolean()).isFalse();
    assertThat(sample.path("places").asInt()).isGreaterThan(10);
    assertThat(run.table().path("estimate").path("items").asInt()).isBetween(5_000, 6_500);
    PlanRun first = plan("large", "--json", "--sample", "500", "--show-values");
    PlanRun again = plan("large", "--json", "--sample", "500", "--show-values");
    PlanRun other = plan("large", "--json", "--sample", "500", "--show-values", "--seed", "2");
    assertThat(again.attribute("id")).isEqualTo(first.attribute("id"));
    assertThat(other.attribute("id")).isNotEqualTo(first.attribute("id"));
  }

  @Test
  void aPartitionThatNoPlaceMeetsIsMissedInTheCount() {
    create("hot", table -> {});
    List<WriteRequest> batch = new ArrayList<>();
    for (int number = 0; number < 4_000; number++) {
      int at = number;
      String partition = at % 2 == 0 ? "anon" : "p" + at;
      batch.add(
          WriteRequest.builder()
              .putRequest(put -> put.item(item(partition, at, Map.of())))
              .build());
      if (batch.size() == 25) {
        client.batchWriteItem(write -> write.requestItems(Map.of("hot", List.copyOf(batch))));
        batch.clear();
      }
    }
    for (String seed : List.of("1", "2", "3")) {
      PlanRun run = plan("hot", "--json", "--sample", "500", "--seed", seed);
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.findings()).contains("doubt huge_partition id");
    }
  }

  @Test
  void aMissingTableIsNamedWithTheNearest() {
    create("orders", table -> {});
    refuses(plan("ordres"), "DynamoDB has no table ordres in this region", "orders");
  }

  @Test
  void aTableWithoutAUsableStreamIsRefusedWithTheCommand() {
    create("none", table -> table.streamSpecification(stream -> stream.streamEnabled(false)));
    refuses(
        plan("none"),
        "Table none has no stream",
        "aws dynamodb update-table --table-name none --endpoint-url " + server.endpoint(),
        "StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES");
    create(
        "keys",
        table ->
            table.streamSpecification(
                stream -> stream.streamEnabled(true).streamViewType(StreamViewType.KEYS_ONLY)));
    refuses(plan("keys"), "of view type KEYS_ONLY", "StreamEnabled=false", "&& aws dynamodb");
  }

  @Test
  void tablesWhoseRowsWouldMeetAreRefused() {
    create("orders", table -> table.globalSecondaryIndexes(byDay()));
    create("orders_byday", table -> {});
    PlanRun run = PlanRun.of("orders", "orders_byday", "--dynamodb", server.endpoint().toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("Tables orders and orders_byday would both go to messina.orders_byday");
  }

  @Test
  void missingPermissionsAreNamedAllAtOnceWithTheirPolicy() {
    create("orders", table -> {});
    deny("Scan");
    deny("GetRecords");
    refuses(
        plan("orders"),
        "Permission is missing: dynamodb:Scan on table orders (statement ReadTables of"
            + " docs/iam/plan.json)",
        "dynamodb:GetRecords on arn:aws:dynamodb:",
        "(statement ReadStreams of docs/iam/plan.json)");
  }

  @Test
  void servicesThatDoNotAnswerAreToldInOneLine() {
    create("orders", table -> {});
    refuses(plan("orders", "--connect", "http://127.0.0.1:1"), "Connect at http://127.0.0.1:1");
    refuses(plan("orders", "--contact-points", "127.0.0.1:1"), "No node of the cluster answers");
    refuses(
        plan(
            "orders", "--bootstrap-servers", "127.0.0.1:1", "--kafka-config", quickly().toString()),
        "Kafka at 127.0.0.1:1 does not answer");
    refuses(
        PlanRun.of("orders", "--dynamodb", "http://127.0.0.1:1"),
        "DynamoDB (http://127.0.0.1:1) does not answer");
  }

  private Path quickly() {
    try {
      return Files.writeString(
          folder.resolve("kafka.properties"),
          "request.timeout.ms=300\ndefault.api.timeout.ms=600\n");
    } catch (IOException unwritable) {
      throw new IllegalStateException(unwritable);
    }
  }

  @Test
  void wrongUsageIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("items.jsonl"), "{\"pk\":{\"S\":\"secret\"}}\nx");
    String items = file.toString();
    refuses(PlanRun.of("t", "--items", items), "With --items give one table, and its --key");
    refuses(PlanRun.of("t", "--items", items, "--key", "pk:X"), "'pk:X' is no part of a key");
    refuses(PlanRun.of("t", "--items", items, "--key", "pk"), "Line 2 of " + items);
    Files.writeString(file, "{\"pk\":{\"S\":\"secret\"}}");
    refuses(PlanRun.of("t", "--items", items, "--key", "id"), "no key attribute 'id' of type S");
    Files.writeString(file, "{\"pk\":{\"S\":\"secret\"},\"n\":{\"N\":\"secret\"}}");
    refuses(PlanRun.of("t", "--items", items, "--key", "pk"), "of type N that is no number");
    refuses(PlanRun.of("t", "--key", "id"), "--key and --expiry go with --items");
    refuses(PlanRun.of("t", "--sample", "0"), "--sample is 0");
    refuses(PlanRun.of("t", "--keyspace", "My Shop"), "--keyspace is 'My Shop'");
    Path prices = Files.writeString(folder.resolve("prices.json"), "{\"when\": 1}");
    refuses(PlanRun.of("t", "--prices", prices.toString()), "has 'when'");
    Files.writeString(prices, PRICES);
    refuses(
        PlanRun.of("t", "--region", "eu-west-1", "--prices", prices.toString()),
        "The prices are of region us-east-1 and the tables are in eu-west-1");
  }

  private static void refuses(PlanRun run, String... words) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(words).doesNotContain("secret", "\tat ");
  }

  private void deny(String action) {
    server.control().rules().add(new Rule.Deny(Scope.ALL.operation(action)));
  }

  private PlanRun plan(String table, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of(table, "--dynamodb", server.endpoint().toString()));
    arguments.addAll(List.of(more));
    return PlanRun.of(arguments.toArray(String[]::new));
  }

  private void create(String name, Consumer<CreateTableRequest.Builder> more) {
    CreateTableRequest.Builder table =
        CreateTableRequest.builder()
            .tableName(name)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(part("id", KeyType.HASH), part("line", KeyType.RANGE))
            .streamSpecification(
                stream ->
                    stream.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES));
    more.accept(table);
    List<AttributeDefinition> attributes =
        new ArrayList<>(List.of(attribute("id", "S"), attribute("line", "N")));
    if (table.build().hasGlobalSecondaryIndexes()) {
      attributes.add(attribute("day", "N"));
    }
    client.createTable(table.attributeDefinitions(attributes).build());
  }

  private static AttributeDefinition attribute(String name, String type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement part(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private void put(String table, String id, int line, Map<String, AttributeValue> more) {
    client.putItem(put -> put.tableName(table).item(item(id, line, more)));
  }

  private static Map<String, AttributeValue> item(
      String id, int line, Map<String, AttributeValue> more) {
    Map<String, AttributeValue> item = new HashMap<>(more);
    item.put("id", AttributeValue.fromS(id));
    item.put("line", n("" + line));
    return item;
  }

  private static AttributeValue n(String number) {
    return AttributeValue.fromN(number);
  }

  private static List<String> fields(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
