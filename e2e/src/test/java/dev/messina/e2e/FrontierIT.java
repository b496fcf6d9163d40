package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.cli.demo.workload.ItemGenerator;
import dev.messina.e2e.SharedStack.Services;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** {@code messina frontier} on a migration that runs, idles, waits and rejects. */
@ExtendWith(SharedStack.class)
class FrontierIT {

  private static final String KEY = "{\"pk\":{\"S\":\"%s\"},\"sk\":{\"N\":\"1\"}}";
  private static final String PUBLISHED = "e2e.frontiers";
  private static final String STATE = "state";

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void tellsHowFarATableAndAnItemAre(Services services) throws IOException, InterruptedException {
    try (Migration migration = new Migration(services, "frontier", 10)) {
      migration
          .withSink("errors.tolerance", "all")
          .withSink("errors.deadletterqueue.topic.name", "e2e.frontier.rejected")
          .withSink("errors.deadletterqueue.topic.replication.factor", "1")
          .withSink("errors.deadletterqueue.context.headers.enable", "true");
      assertThat(MessinaRun.about(services, migration, "frontier").exitCode()).isEqualTo(2);
      migration.deploy();
      migration.drain();

      MessinaRun known = frontier(services, migration, "--wait", "120");
      assertThat(known.exitCode()).as(known.out() + known.err()).isZero();
      requireShape(known.json());
      deadLetters(services, migration);
      publishes(services, migration);
      try (ServedFrontier served = new ServedFrontier(services, migration)) {
        URI address = served.address();
        answersOverHttp(address);
        waitsForTheSink(services, migration);
        services.connect().delete(migration.source().name());
        Eventually.isTrue("503 without a source", () -> get(address, "").statusCode() == 503);
        assertThat(MessinaRun.json(get(address, "").body()).path("state").asText())
            .isEqualTo("unknown");
      } finally {
        migration.deploy();
      }
    }
  }

  private static void requireShape(JsonNode json) {
    assertThat(MessinaRun.fields(json))
        .containsExactly("looked_at", STATE, "frontier", "age_ms", "tables");
    assertThat(json.path("tables")).hasSize(1);
    JsonNode table = json.path("tables").get(0);
    assertThat(MessinaRun.fields(table))
        .containsExactly(
            "table", "source", "sink", "topic", STATE, "frontier", "age_ms", "held_by", "reasons");
    assertThat(table.path(STATE).asText()).isEqualTo("known");
    assertThat(table.path("table").asText()).isEqualTo("frontier");
    assertThat(table.path("frontier")).isEqualTo(json.path("frontier"));
    assertThat(Instant.parse(table.path("frontier").asText())).isBefore(Instant.now());
    assertThat(table.path("reasons")).isEmpty();
  }

  /** A letter counts until a later change of the item is applied. */
  private static void deadLetters(Services services, Migration migration) {
    migration.put(item("bad", AttributeValue.fromS("no number")));
    Eventually.isTrue("the letter is found", () -> key(services, migration, "bad").exitCode() == 1);
    MessinaRun bad = key(services, migration, "bad");
    assertThat(bad.json().path(STATE).asText()).isEqualTo("dead_lettered");
    assertThat(MessinaRun.fields(bad.json()))
        .containsExactly(
            "looked_at",
            "table",
            "source",
            "sink",
            "topic",
            "key",
            STATE,
            "in_flight_since",
            "dead_letter",
            "frontier",
            "age_ms",
            "held_by",
            "reasons");
    assertThat(MessinaRun.fields(bad.json().path("dead_letter")))
        .containsExactly("topic", "partition", "offset", "at", "later_change_applied");
    assertThat(bad.out()).doesNotContain("no number");

    migration.put(item("bad", AttributeValue.fromN("1")));
    Eventually.isTrue("it is mended", () -> key(services, migration, "bad").exitCode() == 0);
    JsonNode mended = key(services, migration, "bad").json();
    assertThat(mended.path("dead_letter").path("later_change_applied").asBoolean()).isTrue();

    MessinaRun noKey = frontier(services, migration, "--key", "{\"pk\":{\"S\":\"a\"}}");
    assertThat(noKey.exitCode()).isEqualTo(2);
    assertThat(noKey.err()).contains("--key is no key of table 'frontier'", "'sk'");
  }

  private static void publishes(Services services, Migration migration) {
    MessinaRun refused = frontier(services, migration, "--publish-frontier", PUBLISHED);
    assertThat(refused.exitCode()).isEqualTo(2);
    Matcher statement = Pattern.compile("make it: (CREATE TABLE .*;)").matcher(refused.err());
    assertThat(statement.find()).as(refused.err()).isTrue();
    services.cql().execute(statement.group(1));

    MessinaRun published =
        frontier(services, migration, "--publish-frontier", PUBLISHED, "--wait", "60");
    assertThat(published.exitCode()).as(published.err()).isZero();
    Row row =
        services
            .cql()
            .execute(
                "SELECT state, frontier, looked_at, TTL(state) FROM "
                    + PUBLISHED
                    + " WHERE source_table = 'frontier' AND sink = ?",
                migration.sink().name())
            .one();
    assertThat(row.getString(STATE)).isEqualTo("known");
    assertThat(row.getInstant("frontier"))
        .isEqualTo(Instant.parse(published.json().path("frontier").asText()));
    assertThat(row.getInstant("looked_at")).isAfter(row.getInstant("frontier"));
    assertThat(row.getInt(3)).isPositive();
  }

  /**
   * Nothing else is written. While the sink stands still, the frontier does not pass what it has
   * not committed; afterwards it goes on although the table idles.
   */
  private static void waitsForTheSink(Services services, Migration migration) {
    services.connect().stop(migration.sink().name());
    Eventually.isTrue(
        "the sink is stopped",
        () -> services.connect().status(migration.sink().name()).tasks().isEmpty());
    Instant before = Instant.now();
    migration.put(item("waiting", AttributeValue.fromN("1")));
    Eventually.isTrue(
        "the change is in flight", () -> key(services, migration, "waiting").exitCode() == 1);
    JsonNode inFlight = key(services, migration, "waiting").json();
    assertThat(inFlight.path(STATE).asText()).isEqualTo("in_flight");
    Instant since = Instant.parse(inFlight.path("in_flight_since").asText());
    assertThat(since).isBetween(before.minusSeconds(2), Instant.now());
    assertThat(until(services, migration)).isBefore(since);
    Eventually.isTrue(
        "the sink alone holds the frontier",
        () ->
            frontier(services, migration)
                .json()
                .path("tables")
                .get(0)
                .path("held_by")
                .asText()
                .contains("the sink has not committed"));
    assertThat(until(services, migration)).isBefore(since);

    services.connect().resume(migration.sink().name());
    Eventually.isTrue(
        "the change is applied", () -> key(services, migration, "waiting").exitCode() == 0);
    Eventually.isTrue(
        "an idle table's frontier passes its last change",
        () -> until(services, migration).isAfter(since));
    assertThat(key(services, migration, "never written").json().path(STATE).asText())
        .isEqualTo("settled");
  }

  private void answersOverHttp(URI address) throws IOException, InterruptedException {
    assertThat(address.getHost()).isIn("localhost", "127.0.0.1");
    Eventually.isTrue("200", () -> get(address, "").statusCode() == 200);
    HttpResponse<String> all = get(address, "");
    requireShape(MessinaRun.json(all.body()));
    assertThat(all.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(get(address, "/frontier").statusCode()).isEqualTo(200);
    assertThat(get(address, "/unheard-of").statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> get(URI address, String more)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(address + more)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static Instant until(Services services, Migration migration) {
    MessinaRun run = frontier(services, migration);
    assertThat(run.exitCode()).as(run.out()).isZero();
    return Instant.parse(run.json().path("frontier").asText());
  }

  private static MessinaRun key(Services services, Migration migration, String partitionKey) {
    return frontier(services, migration, "--key", KEY.formatted(partitionKey));
  }

  private static MessinaRun frontier(Services services, Migration migration, String... more) {
    String[] all = List.of(more).toArray(new String[more.length + 1]);
    all[more.length] = "--json";
    return MessinaRun.about(services, migration, "frontier", all);
  }

  private static Map<String, AttributeValue> item(String partitionKey, AttributeValue count) {
    Map<String, AttributeValue> item = new HashMap<>(ItemGenerator.key(partitionKey, "1"));
    item.put("count", count);
    return item;
  }
}
