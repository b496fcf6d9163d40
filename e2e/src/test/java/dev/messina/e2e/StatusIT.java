package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.cli.demo.workload.ItemGenerator;
import dev.messina.e2e.SharedStack.Services;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** {@code messina status} of a migration that runs, is paused, has failed, and cannot be read. */
@ExtendWith(SharedStack.class)
class StatusIT {

  private static final long ITEMS = 30;
  private static final String SECRET = "not-a-number-4711";
  private static final String STATE = "state";

  @TempDir private Path folder;

  @Test
  void tellsHowAMigrationStands(Services services) throws IOException, InterruptedException {
    try (Migration migration = new Migration(services, "status", ITEMS)) {
      missing(services, migration);
      migration.withSource("snapshot.max.rcu", "1").withSource("snapshot.page.limit", "5");
      migration.deploy();
      scans(services, migration);
      migration.put(item("changed", AttributeValue.fromN("1")));
      Eventually.isTrue("the change is applied", () -> isApplied(status(services, migration)));

      JsonNode running = status(services, migration).json();
      requireShape(running);
      requireLive(running.path("migrations").get(0));
      MessinaRun told = MessinaRun.about(services, migration, "status");
      assertThat(told.exitCode()).isZero();
      assertThat(told.out())
          .contains("e2e-status-source to e2e-status-sink: running", "status: live", "RUNNING");
      counts(services, migration);
      watches(services, migration);
      unreadable(services, migration);
      several(services, migration);
      paused(services, migration);
      failed(services, migration);
    }
  }

  private static void missing(Services services, Migration migration) {
    MessinaRun none = status(services, migration);
    assertThat(none.exitCode()).isEqualTo(2);
    JsonNode json = none.json();
    assertThat(json.path(STATE).asText()).isEqualTo("unreadable");
    assertThat(json.path("migrations").get(0).path("unreadable").get(0).asText())
        .contains("has no connector e2e-status-source");
  }

  private static void scans(Services services, Migration migration) {
    AtomicReference<JsonNode> seen = new AtomicReference<>();
    Eventually.isTrue(
        "a part of the table is scanned",
        () -> {
          JsonNode table = status(services, migration).json().at("/migrations/0/tables").path(0);
          seen.set(table);
          return table.path("phase").asText().equals("snapshot")
              && table.path("snapshot").path("items").asLong() > 0;
        });
    JsonNode snapshot = seen.get().path("snapshot");
    assertThat(snapshot.path("items_estimated").asLong()).isEqualTo(ITEMS);
    assertThat(snapshot.path("percent").asLong())
        .isEqualTo(Math.min(99, snapshot.path("items").asLong() * 100 / ITEMS));
    assertThat(seen.get().path("frontier").path(STATE).asText()).isEqualTo("not_yet");
    assertThat(seen.get().at("/frontier/reasons").toString()).contains("snapshot has committed");
  }

  private static boolean isApplied(MessinaRun status) {
    JsonNode table = status.json().at("/migrations/0/tables").path(0);
    return status.exitCode() == 0
        && table.path("phase").asText().equals("live")
        && table.path("frontier").path(STATE).asText().equals("known")
        && table.path("lag").path("sample").asInt() == 1
        && table.path("ledger").path("lag").asLong() == 0;
  }

  private static void requireShape(JsonNode json) {
    assertThat(MessinaRun.fields(json)).containsExactly("at", STATE, "migrations");
    JsonNode migration = json.path("migrations").get(0);
    assertThat(MessinaRun.fields(migration))
        .containsExactly(STATE, "source", "sink", "tables", "last_error", "unreadable");
    assertThat(MessinaRun.fields(migration.path("source")))
        .containsExactly("name", STATE, "worker", "cause", "tasks");
    assertThat(MessinaRun.fields(migration.path("sink").path("tasks").get(0)))
        .containsExactly("id", STATE, "worker", "cause");
    JsonNode table = migration.path("tables").get(0);
    assertThat(MessinaRun.fields(table))
        .containsExactly(
            "table",
            "topic",
            "phase",
            "snapshot",
            "ledger",
            "operations",
            "lag",
            "shards",
            "frontier",
            "late_ms",
            "trimmed_in_ms");
    assertThat(MessinaRun.fields(table.path("snapshot")))
        .containsExactly(
            "segments", "segments_done", "items", "items_estimated", "percent", "left_ms");
    assertThat(MessinaRun.fields(table.path("ledger")))
        .containsExactly("on_topic", "kept", "committed", "lag", "dead_letters");
    assertThat(MessinaRun.fields(table.path("lag")))
        .containsExactly("p50_ms", "p95_ms", "p99_ms", "sample");
    assertThat(MessinaRun.fields(table.path("shards")))
        .containsExactly("waiting", "reading", "finished");
    assertThat(MessinaRun.fields(table.path("frontier")))
        .containsExactly(STATE, "frontier", "age_ms", "held_by", "reasons");
  }

  private static void requireLive(JsonNode standing) {
    assertThat(standing.path(STATE).asText()).isEqualTo("running");
    assertThat(standing.path("source").path("name").asText()).isEqualTo("e2e-status-source");
    JsonNode table = standing.path("tables").get(0);
    assertThat(table.path("phase").asText()).isEqualTo("live");
    assertThat(table.path("snapshot").path("items").asLong()).isBetween(ITEMS, ITEMS + 1);
    assertThat(table.path("snapshot").path("percent").asInt()).isEqualTo(100);
    assertThat(table.path("snapshot").path("segments_done"))
        .isEqualTo(table.path("snapshot").path("segments"));
    assertThat(table.path("ledger").path("on_topic").asLong()).isGreaterThan(ITEMS);
    assertThat(table.path("ledger").path("dead_letters").isNull()).isTrue();
    assertThat(table.path("shards").path("reading").asInt()).isPositive();
    assertThat(table.path("late_ms").asLong() + table.path("trimmed_in_ms").asLong())
        .isEqualTo(24 * 3_600 * 1_000);
  }

  private static void counts(Services services, Migration migration) {
    JsonNode table =
        status(services, migration, "--operations").json().at("/migrations/0/tables").path(0);
    JsonNode committed = table.path("operations").path("committed");
    assertThat(committed.path("r").asLong()).isBetween(ITEMS, ITEMS + 1);
    assertThat(committed.path("c").asLong()).isEqualTo(1);
    assertThat(committed.path("u").asLong()).isZero();
    assertThat(committed.path("d").asLong()).isZero();
    assertThat(committed.path("other").asLong()).isZero();
    assertThat(table.at("/operations/lag/c").asLong()).isZero();
  }

  private static void watches(Services services, Migration migration) throws InterruptedException {
    StringWriter out = new StringWriter();
    String[] arguments =
        MessinaRun.arguments(services, migration, "status", "--json", "--watch", "--interval", "1");
    Thread watch = new Thread(() -> MessinaRun.of(out, new StringWriter(), arguments));
    watch.start();
    Eventually.isTrue("it has looked twice", () -> out.toString().lines().count() >= 2);
    watch.interrupt();
    watch.join();
    assertThat(out.toString().lines().limit(2).map(MessinaRun::json))
        .allSatisfy(json -> assertThat(json.path(STATE).asText()).isEqualTo("running"));
  }

  /** What answers is told all the same. */
  private static void unreadable(Services services, Migration migration) {
    MessinaRun noDynamoDb = status(services, migration, "--dynamodb", "http://127.0.0.1:1");
    assertThat(noDynamoDb.exitCode()).isEqualTo(2);
    JsonNode half = noDynamoDb.json().path("migrations").get(0);
    assertThat(half.path("unreadable")).hasSize(1);
    assertThat(half.path("unreadable").get(0).asText())
        .startsWith("DynamoDB does not describe table 'status'");
    assertThat(half.path("sink").path(STATE).asText()).isEqualTo("RUNNING");
    JsonNode table = half.path("tables").get(0);
    assertThat(table.path("frontier").path(STATE).asText()).isEqualTo("unknown");
    assertThat(table.path("shards").isNull()).isTrue();
    assertThat(table.path("ledger").path("on_topic").asLong()).isPositive();
  }

  private void several(Services services, Migration migration) throws IOException {
    Path file = folder.resolve("migrations.json");
    Files.writeString(
        file,
        """
        {"migrations": [
          {"source": "%s", "sink": "%s"},
          {"source": "%s", "sink": "nobody", "table": "status"}]}
        """
            .formatted(
                migration.source().name(), migration.sink().name(), migration.source().name()));
    MessinaRun both =
        MessinaRun.of(
            "status",
            "--json",
            "--connect",
            services.addresses().connect().toString(),
            "--migrations",
            file.toString());
    assertThat(both.exitCode()).isEqualTo(2);
    assertThat(both.json().path("migrations")).hasSize(2);
    assertThat(both.json().path("migrations").get(0).path(STATE).asText()).isEqualTo("running");
    assertThat(both.json().path("migrations").get(1).path(STATE).asText()).isEqualTo("unreadable");
  }

  private static void paused(Services services, Migration migration)
      throws IOException, InterruptedException {
    put(services, migration.sink().name(), "pause");
    Eventually.isTrue(
        "the sink is paused",
        () -> services.connect().status(migration.sink().name()).state().equals("PAUSED"));
    MessinaRun paused = status(services, migration);
    assertThat(paused.exitCode()).isEqualTo(1);
    assertThat(paused.json().path(STATE).asText()).isEqualTo("not_running");
    services.connect().resume(migration.sink().name());
    Eventually.isTrue("all runs again", () -> status(services, migration).exitCode() == 0);
  }

  private static void failed(Services services, Migration migration) {
    migration.put(item("bad", AttributeValue.fromS(SECRET)));
    Eventually.isTrue("a task has failed", () -> status(services, migration).exitCode() == 1);
    MessinaRun failed = status(services, migration);
    JsonNode error = failed.json().path("migrations").get(0).path("last_error");
    assertThat(error.path("where").asText()).contains("of connector e2e-status-sink");
    assertThat(error.path("cause").asText()).contains("'count'");
    assertThat(failed.out()).doesNotContain(SECRET);
    MessinaRun told = MessinaRun.about(services, migration, "status");
    assertThat(told.exitCode()).isEqualTo(1);
    assertThat(told.out()).contains("not running", "FAILED", "'count'", "last error");
  }

  private static Map<String, AttributeValue> item(String partitionKey, AttributeValue count) {
    Map<String, AttributeValue> item = new HashMap<>(ItemGenerator.key(partitionKey, "1"));
    item.put("count", count);
    return item;
  }

  private static void put(Services services, String connector, String verb)
      throws IOException, InterruptedException {
    URI address =
        URI.create(services.addresses().connect() + "/connectors/" + connector + "/" + verb);
    HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(address).PUT(HttpRequest.BodyPublishers.noBody()).build(),
            HttpResponse.BodyHandlers.discarding());
  }

  private static MessinaRun status(Services services, Migration migration, String... more) {
    String[] all = new String[more.length + 1];
    System.arraycopy(more, 0, all, 1, more.length);
    all[0] = "--json";
    return MessinaRun.about(services, migration, "status", all);
  }
}
