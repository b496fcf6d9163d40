package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.e2e.SharedStack.Services;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * {@code messina verify} of rows that stand under another key than their items, while these move
 * from row to row, leave the table and come back.
 */
@ExtendWith(SharedStack.class)
class VerifyMappedIT {

  private static final String NAME = "verify_mapped";
  private static final String SOURCE = "from-" + NAME;
  private static final String SINK = "to-" + NAME;
  private static final String TARGET = NAME + ".orders";
  private static final List<String> STATES = List.of("open", "paid", "sent");

  private static final String MAPPING =
      """
      when: {kind: {equals: order}}
      key: [status, order_id]
      columns: {order_id: id}
      expiry: ends
      drop: kind
      """;

  @TempDir private Path folder;

  @Test
  void movedRowsAreNoDifferenceAndWhatIsWrongIsFound(Services services)
      throws IOException, InterruptedException, ExecutionException {
    Path report = folder.resolve("report.html");
    createTables(services);
    for (int number = 0; number < 100; number++) {
      put(services, "quiet-" + number, "order", "open", AttributeValue.fromN("1"));
    }
    deploy(services);
    AtomicBoolean writing = new AtomicBoolean(true);
    ExecutorService writer = Executors.newSingleThreadExecutor();
    Future<?> written = writer.submit(() -> write(services, writing));
    try {
      Eventually.isTrue("rows are there", () -> rows(services, "open") >= 100);

      VerifyRun sound = VerifyRun.of(services, SOURCE, SINK);
      assertThat(sound.differences()).isEmpty();
      assertThat(sound.exitCode()).as(sound.told()).isZero();

      damage(services);
      VerifyRun damaged =
          VerifyRun.of(services, SOURCE, SINK, "--show-values", "--report", report.toString());
      assertThat(damaged.differences())
          .isEqualTo(
              Map.of(
                  "paid|quiet-1", "extra",
                  "open|quiet-2", "missing",
                  "open|quiet-3", "different [total]",
                  "open|quiet-4", "dead_lettered",
                  "paid|nobody", "extra"));
      assertThat(damaged.exitCode()).isEqualTo(1);
      assertThat(damaged.summary().path("expired").asInt()).isPositive();
      assertThat(damaged.said().toString())
          .contains("\"values\":{\"total\":{\"expected\":\"1\",\"found\":\"7\"}}");
      theReportSaysTheSame(report, damaged.summary());
    } finally {
      writing.set(false);
      written.get();
      writer.shutdown();
      services.connect().delete(SOURCE);
      services.connect().delete(SINK);
    }
  }

  private static void theReportSaysTheSame(Path report, JsonNode summary) throws IOException {
    try (VerifyReport page = new VerifyReport(report)) {
      assertThat(page.text("#verdict")).isEqualTo(summary.path("verdict").asText());
      assertThat(page.text("#until")).contains(summary.path("verified_frontier").asText());
      Map.of(
              "items", "items",
              "rows", "rows",
              "pairs compared", "compared",
              "changes looked at again", "changes",
              "generations", "generations",
              "expired", "expired")
          .forEach(
              (name, field) ->
                  assertThat(page.count(name)).as(name).isEqualTo(summary.path(field).asLong()));
      summary
          .path("differences")
          .properties()
          .forEach(
              kind ->
                  assertThat(page.count(kind.getKey().replace('_', ' ')))
                      .as(kind.getKey())
                      .isEqualTo(kind.getValue().asLong()));
      assertThat(page.differingCells()).contains(List.of("total", "1", "7"));
      assertThat(page.values("progress", 0)).last().isEqualTo(summary.path("items").asLong());
      assertThat(page.values("progress", 1)).last().isEqualTo(summary.path("rows").asLong());
      assertThat(page.values("changes", 0)).last().isEqualTo(summary.path("changes").asLong());
      assertThat(page.values("open", 0))
          .hasSize(summary.path("generations").asInt())
          .last()
          .isEqualTo(5L + summary.path("beyond_frontier").asLong());
      assertThat(page.values("open", 1)).last().isEqualTo(5L);
    }
  }

  private static void damage(Services services) {
    insert(services, "paid", "quiet-1", 1);
    services
        .cql()
        .execute("DELETE FROM " + TARGET + " WHERE status = 'open' AND order_id = 'quiet-2'");
    insert(services, "open", "quiet-3", 7);
    put(services, "quiet-4", "order", "open", AttributeValue.fromS("12,50"));
    insert(services, "paid", "nobody", 1);
    Map<String, AttributeValue> over = item("quiet-5", "order", "open", AttributeValue.fromN("1"));
    over.put(
        "ends", AttributeValue.fromN(Long.toString(Instant.now().getEpochSecond() - 1_000_000)));
    services.dynamoDb().putItem(put -> put.tableName(NAME).item(over));
  }

  private static void insert(Services services, String status, String order, int total) {
    services
        .cql()
        .execute(
            "INSERT INTO " + TARGET + " (status, order_id, total) VALUES (?, ?, ?)",
            status,
            order,
            total);
  }

  private static void write(Services services, AtomicBoolean writing) {
    SplittableRandom random = new SplittableRandom(7);
    while (writing.get()) {
      String id = "busy-" + random.nextInt(200);
      int dice = random.nextInt(10);
      if (dice == 0) {
        services
            .dynamoDb()
            .deleteItem(
                delete -> delete.tableName(NAME).key(Map.of("id", AttributeValue.fromS(id))));
      } else {
        String kind = dice == 1 ? "draft" : "order";
        String status = STATES.get(random.nextInt(STATES.size()));
        put(services, id, kind, status, AttributeValue.fromN("" + random.nextInt(3)));
      }
    }
  }

  private static void put(
      Services services, String id, String kind, String status, AttributeValue total) {
    services.dynamoDb().putItem(put -> put.tableName(NAME).item(item(id, kind, status, total)));
  }

  private static Map<String, AttributeValue> item(
      String id, String kind, String status, AttributeValue total) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("id", AttributeValue.fromS(id));
    item.put("kind", AttributeValue.fromS(kind));
    item.put("status", AttributeValue.fromS(status));
    item.put("total", total);
    return item;
  }

  private static long rows(Services services, String status) {
    return services
        .cql()
        .execute("SELECT count(*) FROM " + TARGET + " WHERE status = ?", status)
        .one()
        .getLong(0);
  }

  private static void createTables(Services services) {
    StreamedTable.create(
        services.dynamoDb(), NAME, List.of(StreamedTable.attribute("id", ScalarAttributeType.S)));
    services
        .cql()
        .execute(
            "CREATE KEYSPACE "
                + NAME
                + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
    services
        .cql()
        .execute(
            "CREATE TABLE "
                + TARGET
                + " (status text, order_id text, total int, ends bigint,"
                + " PRIMARY KEY (status, order_id))");
  }

  private static void deploy(Services services) throws IOException {
    services
        .connect()
        .put(
            example(services, "source", SOURCE)
                .with("topic.prefix", "mapped")
                .with("tables", NAME)
                .with("control.topic", "mapped.control." + NAME));
    services
        .connect()
        .put(
            example(services, "sink", SINK)
                .with("topics", "mapped." + NAME)
                .with("table.name", TARGET)
                .with("errors.tolerance", "all")
                .with("errors.deadletterqueue.topic.name", NAME + ".rejected")
                .with("errors.deadletterqueue.topic.replication.factor", "1")
                .with("transforms.row.mapping", MAPPING));
  }

  private static ConnectorFile example(Services services, String side, String name)
      throws IOException {
    ConnectorFile example =
        ConnectorFile.read(services.project().example("simple-table/" + side + ".json"))
            .at(services.addresses());
    return new ConnectorFile(name, example.config());
  }
}
