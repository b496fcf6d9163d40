package dev.messina.cli.migration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a migration is called.
 *
 * @param connect address of a Connect worker
 * @param source name of the connector that reads the tables
 * @param sink name of the connector that writes the target
 * @param table name of a table in DynamoDB; empty for all that both connectors carry
 */
public record PairName(URI connect, String source, String sink, Optional<String> table) {

  private static final Set<String> FIELDS = Set.of("connect", "source", "sink", "table");

  /**
   * Reads a file that names several: {@code {"migrations": [{"source": …, "sink": …}]}}, each with
   * {@code table} and {@code connect} if wanted.
   *
   * @param connect for those that name no worker
   * @throws IllegalArgumentException if it is something else; in one line
   */
  public static List<PairName> read(Path file, URI connect) {
    JsonNode json = json(file);
    List<PairName> names = new ArrayList<>();
    for (JsonNode entry : json.path("migrations")) {
      names.add(name(file, names.size() + 1, entry, connect));
    }
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          "File %s names no migration; it must be {\"migrations\": [{\"source\": …, \"sink\": …}]}."
              .formatted(file));
    }
    return names;
  }

  private static JsonNode json(Path file) {
    try {
      return new ObjectMapper().readTree(Files.readString(file));
    } catch (IOException malformed) {
      throw new IllegalArgumentException("File " + file + " cannot be read as JSON.", malformed);
    }
  }

  private static PairName name(Path file, int number, JsonNode entry, URI connect) {
    String where = "Migration %d of file %s ".formatted(number, file);
    entry
        .fieldNames()
        .forEachRemaining(
            field -> {
              if (!FIELDS.contains(field)) {
                throw new IllegalArgumentException(
                    where + "has '" + field + "'; it may have source, sink, table and connect.");
              }
            });
    if (!entry.path("source").isTextual() || !entry.path("sink").isTextual()) {
      throw new IllegalArgumentException(where + "needs \"source\" and \"sink\".");
    }
    Optional<String> address =
        Optional.ofNullable(entry.get("connect")).map(JsonNode::asText).map(String::strip);
    address
        .filter(text -> !text.matches("https?://[^/\\s]+/?"))
        .ifPresent(
            text -> {
              throw new IllegalArgumentException(
                  where + "has connect '" + text + "'; give http://host:port.");
            });
    return new PairName(
        address.map(URI::create).orElse(connect),
        entry.path("source").asText(),
        entry.path("sink").asText(),
        Optional.ofNullable(entry.get("table")).map(JsonNode::asText));
  }
}
