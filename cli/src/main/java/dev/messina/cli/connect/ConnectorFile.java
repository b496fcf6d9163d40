package dev.messina.cli.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A connector's name and configuration in the form that is posted to {@code /connectors}.
 *
 * @param config kept in the order of the file
 */
public record ConnectorFile(String name, Map<String, String> config) {

  public ConnectorFile {
    config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
  }

  /**
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it isn't a connector's JSON
   */
  public static ConnectorFile read(Path file) throws IOException {
    JsonNode json = new ObjectMapper().readTree(Files.readString(file));
    if (!json.path("name").isTextual() || !json.path("config").isObject()) {
      throw new IllegalArgumentException(
          "File " + file + " is no connector: it needs \"name\" and \"config\".");
    }
    return of(json.get("name").asText(), json.get("config"));
  }

  static ConnectorFile of(String name, JsonNode options) {
    Map<String, String> config = new LinkedHashMap<>();
    options.properties().forEach(e -> config.put(e.getKey(), e.getValue().asText()));
    return new ConnectorFile(name, config);
  }

  /** The value of an option. */
  public String option(String key) {
    String value = config.get(key);
    if (value == null) {
      throw new IllegalArgumentException("Connector " + name + " has no option " + key + ".");
    }
    return value;
  }

  /** The same connector with one option set. */
  public ConnectorFile with(String key, String value) {
    Map<String, String> changed = new LinkedHashMap<>(config);
    changed.put(key, value);
    return new ConnectorFile(name, changed);
  }

  /** The same connector with the addresses of the examples replaced by real ones. */
  public ConnectorFile at(Addresses addresses) {
    Map<String, String> replaced = new LinkedHashMap<>(config);
    replaced.replaceAll((key, value) -> addresses.replaceIn(value));
    return new ConnectorFile(name, replaced);
  }
}
