package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.cli.connect.ConnectRestException;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.e2e.SharedStack.Services;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a user sees who posts a configuration that cannot work: one line that says what to do. */
@ExtendWith(SharedStack.class)
class RefusedConfigurationIT {

  @Test
  void aMisspeltDynamoDbTableIsAnsweredWithTheNearestOnes(Services services) {
    try (Unposted unposted = new Unposted(services, "refused_table")) {
      assertThat(refusal(services, unposted.source().with("tables", "refused_tabel")))
          .contains("'refused_tabel'", "does not exist", "refused_table");
    }
  }

  @Test
  void aMissingCqlTableIsAnsweredWithWhatToCreate(Services services) {
    try (Unposted unposted = new Unposted(services, "refused_target")) {
      assertThat(refusal(services, unposted.sink().with("table.name", "e2e.refused_nowhere")))
          .contains("There is no table 'e2e.refused_nowhere'", "CREATE TABLE first");
    }
  }

  @Test
  void aMistypedKeyIsAnsweredWithTheNearestKey(Services services) {
    try (Unposted unposted = new Unposted(services, "refused_key")) {
      assertThat(refusal(services, unposted.source().with("snaphot.segments", "4")))
          .contains("snaphot.segments", "snapshot.segments");
      assertThat(refusal(services, unposted.sink().with("write.inflght.max", "4")))
          .contains("write.inflght.max", "write.inflight.max");
    }
  }

  @Test
  void aCompactedTopicIsRefusedWithTheReasonAndTheRemedy(Services services) throws Exception {
    try (Unposted unposted = new Unposted(services, "refused_compact");
        Admin admin =
            Admin.create(
                Map.of("bootstrap.servers", services.stack().kafka().bootstrapServers()))) {
      NewTopic topic =
          new NewTopic("e2e.refused_compact", Optional.of(1), Optional.empty())
              .configs(Map.of("cleanup.policy", "compact"));
      admin.createTopics(List.of(topic)).all().get();

      assertThat(refusal(services, unposted.source()))
          .contains("e2e.refused_compact", "cleanup.policy", "compact", "delete");
    }
  }

  @Test
  void allProblemsAreReportedAtOnce(Services services) {
    try (Unposted unposted = new Unposted(services, "refused_all")) {
      assertThat(
              refusal(
                  services,
                  unposted.source().with("snapshot.segments", "0").with("snaphot.page.limit", "4")))
          .contains("2 error(s)", "snapshot.segments", "snaphot.page.limit");
    }
  }

  @Test
  void b12_aMappingThatDoesNotFitItsTableIsAnsweredAtItsOption(Services services) throws Exception {
    try (Unposted unposted = new Unposted(services, "refused_mapping")) {
      String document = "{key: [pk], unique: true, columns: {no_such: a, year: {constant: x}}}";
      ConnectorFile sink =
          unposted
              .sink()
              .with("transforms", "row,broken")
              .with("transforms.row.mapping", document)
              .with("transforms.broken.type", "dev.messina.transforms.ItemToRow")
              .with("transforms.broken.mapping", "colums: {a: b}");

      assertThat(refusal(services, sink))
          .contains("4 error(s)", "'sk' of e2e.refused_mapping", "'no_such'", "'year'", "'colums'");

      JsonNode answer = validation(services, sink);
      assertThat(answer.path("error_count").asInt()).isEqualTo(4);
      assertThat(entry(answer, "transforms.row.mapping").path("value").asText())
          .isEqualTo(document);
      assertThat(entry(answer, "transforms.row.mapping").path("errors")).hasSize(3);
      assertThat(entry(answer, "transforms.broken.mapping").path("errors")).hasSize(1);
    }
  }

  private static JsonNode validation(Services services, ConnectorFile connector) throws Exception {
    ObjectMapper json = new ObjectMapper();
    HttpRequest request =
        HttpRequest.newBuilder(
                services
                    .stack()
                    .connect()
                    .url()
                    .resolve("/connector-plugins/ScyllaSinkConnector/config/validate"))
            .header("Content-Type", "application/json")
            .PUT(
                HttpRequest.BodyPublishers.ofString(
                    json.writeValueAsString(connector.with("name", connector.name()).config())))
            .build();
    return json.readTree(
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private static JsonNode entry(JsonNode answer, String option) {
    return StreamSupport.stream(answer.path("configs").spliterator(), false)
        .map(config -> config.path("value"))
        .filter(value -> value.path("name").asText().equals(option))
        .findFirst()
        .orElseThrow();
  }

  private static String refusal(Services services, ConnectorFile connector) {
    ConnectRestException refused =
        catchThrowableOfType(ConnectRestException.class, () -> services.connect().put(connector));
    assertThat(refused).as("the configuration was taken").isNotNull();
    assertThat(refused.status()).isEqualTo(400);
    return refused.getMessage();
  }

  /** Tables for connectors that never come to be. */
  private record Unposted(Migration migration) implements AutoCloseable {

    Unposted(Services services, String name) {
      this(new Migration(services, name, 0));
    }

    ConnectorFile source() {
      return migration.source();
    }

    ConnectorFile sink() {
      return migration.sink();
    }

    @Override
    public void close() {
      migration.tally().close();
    }
  }
}
