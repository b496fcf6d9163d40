package dev.messina.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.e2e.SharedStack.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/**
 * A connector as it is given to a platform: posted to Connect, to MSK Connect, or as a resource of
 * Strimzi.
 *
 * @param config what the worker gets of it in the end
 */
record Deployment(String place, Map<String, String> config) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** How the platform's Kafka and cluster are reached and entered: there is no such thing here. */
  private static final List<String> ACCESS =
      List.of(
          "control.kafka.security.",
          "control.kafka.sasl.",
          "control.kafka.ssl.",
          "scylladb.username",
          "scylladb.password");

  /** The connectors in a file; none if it is about something else. */
  static List<Deployment> in(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.endsWith(".json")) {
      return List.of(ofJson(file, JSON.readTree(Files.readString(file))));
    }
    List<Deployment> connectors = new ArrayList<>();
    if (name.endsWith(".yaml")) {
      for (Object document : new Yaml().loadAll(Files.readString(file))) {
        JsonNode resource = JSON.valueToTree(document);
        if (resource.path("kind").asText().equals("KafkaConnector")) {
          connectors.add(ofResource(file, resource));
        }
      }
    }
    return connectors;
  }

  /**
   * The same on the local stack. Everything but addresses and access is as it stands in the file.
   */
  Map<String, String> on(Services services) {
    Map<String, String> here = new LinkedHashMap<>(config);
    here.keySet().removeIf(option -> ACCESS.stream().anyMatch(option::startsWith));
    here.computeIfPresent(
        "control.kafka.bootstrap.servers",
        (option, there) -> services.stack().kafka().bootstrapServers());
    here.computeIfPresent(
        "scylladb.contact.points", (option, there) -> services.stack().cassandra().contactPoint());
    here.computeIfPresent(
        "scylladb.local.datacenter",
        (option, there) -> services.stack().cassandra().localDatacenter());
    if (here.containsKey("aws.region")) {
      here.put("aws.endpoint", services.dynamoDbServer().endpoint().toString());
      here.put("aws.access.key.id", "local");
      here.put("aws.secret.access.key", "local");
    }
    return here;
  }

  @Override
  public String toString() {
    return place;
  }

  private static Deployment ofJson(Path file, JsonNode json) {
    boolean posted = json.has("config");
    Map<String, String> config = texts(json.path(posted ? "config" : "connectorConfiguration"));
    config.put("name", json.path(posted ? "name" : "connectorName").asText());
    return new Deployment(place(file), config);
  }

  /** As Strimzi's operator puts it together. */
  private static Deployment ofResource(Path file, JsonNode resource) {
    JsonNode spec = resource.path("spec");
    Map<String, String> config = texts(spec.path("config"));
    config.put("name", resource.path("metadata").path("name").asText());
    config.put("connector.class", spec.path("class").asText());
    config.put("tasks.max", spec.path("tasksMax").asText());
    return new Deployment(place(file) + "#" + config.get("name"), config);
  }

  /** Options as Kafka takes them. */
  static Map<String, String> texts(JsonNode options) {
    Map<String, String> texts = new LinkedHashMap<>();
    options.properties().forEach(option -> texts.put(option.getKey(), option.getValue().asText()));
    return texts;
  }

  private static String place(Path file) {
    return file.getParent().getFileName() + "/" + file.getFileName();
  }
}
