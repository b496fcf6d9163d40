package dev.messina.cli.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/**
 * Speaks to Connect's REST API. A request that fails in passing (a rebalance, a worker that was
 * just killed) is repeated for a while, on whichever worker then lives.
 *
 * <p>Every method throws {@link ConnectRestException} when Connect refuses or never answers.
 * Thread-safe.
 */
public final class ConnectRest {

  private final ObjectMapper json = new ObjectMapper();
  private final RestCalls calls;

  /**
   * @param worker address of a worker that is thought to live, asked for at every attempt
   * @param patience how long a request is repeated that fails in passing
   */
  public ConnectRest(Supplier<URI> worker, Duration patience) {
    this.calls = new RestCalls(worker, patience);
  }

  /** The version of Kafka that the worker is from. */
  public String workerVersion() {
    return calls.send("GET", "/", null).path("version").asText();
  }

  /** Creates the connector, or gives an existing one this configuration. */
  public void put(ConnectorFile connector) {
    calls.send("PUT", path(connector.name(), "/config"), write(connector.config()));
  }

  /** All connectors with the configurations that they were given, by name. */
  public Map<String, ConnectorFile> connectors() {
    Map<String, ConnectorFile> connectors = new TreeMap<>();
    calls
        .send("GET", "/connectors?expand=info", null)
        .properties()
        .forEach(
            entry ->
                connectors.put(
                    entry.getKey(),
                    ConnectorFile.of(entry.getKey(), entry.getValue().at("/info/config"))));
    return connectors;
  }

  /**
   * The connector with this name.
   *
   * @throws IllegalArgumentException if there is none, with those that are near
   */
  public ConnectorFile connector(String name) {
    Map<String, ConnectorFile> connectors = connectors();
    if (!connectors.containsKey(name)) {
      throw new IllegalArgumentException(
          "Connect has no connector %s. %s"
              .formatted(name, NearNames.hint(name, connectors.keySet())));
    }
    return connectors.get(name);
  }

  public ConnectorStatus status(String name) {
    return ConnectorStatus.of(calls.send("GET", path(name, "/status"), null));
  }

  /** The committed offsets: a list of {@code partition} and {@code offset}. */
  public List<JsonNode> offsets(String name) {
    return elements(calls.send("GET", path(name, "/offsets"), null).path("offsets"));
  }

  /** Forgets the offsets; the connector must be stopped. */
  public void deleteOffsets(String name) {
    calls.send("DELETE", path(name, "/offsets"), null);
  }

  public void stop(String name) {
    calls.send("PUT", path(name, "/stop"), null);
  }

  public void resume(String name) {
    calls.send("PUT", path(name, "/resume"), null);
  }

  public void delete(String name) {
    calls.send("DELETE", path(name, ""), null);
  }

  /** Class names of the plugins that the worker has found. */
  public List<String> plugins() {
    return elements(calls.send("GET", "/connector-plugins?connectorsOnly=false", null)).stream()
        .map(plugin -> plugin.path("class").asText())
        .toList();
  }

  private String write(Map<String, String> config) {
    try {
      return json.writeValueAsString(config);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A map of strings is always JSON", impossible);
    }
  }

  private static List<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  private static String path(String connector, String rest) {
    return "/connectors/"
        + URLEncoder.encode(connector, StandardCharsets.UTF_8).replace("+", "%20")
        + rest;
  }
}
