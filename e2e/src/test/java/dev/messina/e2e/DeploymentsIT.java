package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.cli.local.Project;
import dev.messina.e2e.SharedStack.Services;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/**
 * Every connector in {@code docs/deploy} is validated by a real worker: its options exist, go
 * together, and suit the tables. What only its platform has is replaced, see {@link Deployment}.
 */
@ExtendWith(SharedStack.class)
class DeploymentsIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The connectors are about the tables of this example. */
  @BeforeEach
  void createTables(Services services) {
    try (Example orders = new Example(services, "simple-table")) {
      orders.prepare();
    }
  }

  static List<Deployment> connectors() throws IOException {
    List<Deployment> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Project.current().home().resolve("docs/deploy"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        found.addAll(Deployment.in(file));
      }
    }
    assertThat(found).as("a source and a sink for each of five platforms").hasSize(10);
    return found;
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void theConnectorIsValid(Deployment connector, Services services) throws Exception {
    assertThat(problems(connector.on(services), services)).isEmpty();
  }

  /** One replica, since there is one broker, and names of their own. Nothing is created. */
  @Test
  void kafkaTakesTheTopicsOfStrimzi(Services services) throws Exception {
    List<NewTopic> topics = new ArrayList<>();
    Path file = services.project().home().resolve("docs/deploy/strimzi/topics.yaml");
    for (Object document : new Yaml().loadAll(Files.readString(file))) {
      JsonNode resource = JSON.valueToTree(document);
      JsonNode spec = resource.path("spec");
      topics.add(
          new NewTopic(
                  "strimzi." + resource.path("metadata").path("name").asText(),
                  Optional.of(spec.path("partitions").asInt()),
                  Optional.of((short) 1))
              .configs(Deployment.texts(spec.path("config"))));
    }
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", services.stack().kafka().bootstrapServers()))) {
      admin.createTopics(topics, new CreateTopicsOptions().validateOnly(true)).all().get();
    }
    assertThat(topics).hasSize(3);
  }

  private static List<String> problems(Map<String, String> config, Services services)
      throws IOException, InterruptedException {
    URI validate =
        services
            .stack()
            .connect()
            .url()
            .resolve("/connector-plugins/" + config.get("connector.class") + "/config/validate");
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(validate)
                    .header("Content-Type", "application/json")
                    .PUT(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(config)))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as("%s", response.body()).isEqualTo(200);
    List<String> problems = new ArrayList<>();
    JsonNode options = JSON.readTree(response.body()).path("configs");
    assertThat(options).as("nothing was looked at").isNotEmpty();
    for (JsonNode option : options) {
      JsonNode value = option.path("value");
      value
          .path("errors")
          .forEach(error -> problems.add(value.path("name").asText() + ": " + error.asText()));
    }
    return problems;
  }
}
