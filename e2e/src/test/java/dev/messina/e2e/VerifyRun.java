package dev.messina.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.cli.Messina;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine;

/**
 * One run of {@code messina verify}.
 *
 * @param said the lines of JSON, the summary last
 * @param told what it has told besides
 */
record VerifyRun(int exitCode, List<JsonNode> said, String told) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static VerifyRun of(Site site, Migration migration, String... more) {
    return of(site, migration.source().name(), migration.sink().name(), more);
  }

  /**
   * @param source name of the connector
   * @param sink name of the connector
   */
  static VerifyRun of(Site site, String source, String sink, String... more) {
    List<String> arguments = new ArrayList<>(List.of("verify", "--json"));
    arguments.addAll(List.of("--connect", site.addresses().connect().toString()));
    arguments.addAll(List.of("--source", source, "--sink", sink));
    arguments.addAll(List.of("--state", state(sink).toString()));
    arguments.addAll(Arrays.asList(more));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Messina.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exitCode = command.execute(arguments.toArray(String[]::new));
    return new VerifyRun(
        exitCode, out.toString().lines().map(VerifyRun::json).toList(), err.toString());
  }

  /** Where a run leaves off. */
  static Path state(String sink) {
    return Path.of("target", "verify", sink);
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException noJson) {
      throw new IllegalStateException("Not JSON: " + line, noJson);
    }
  }

  JsonNode summary() {
    return said.get(said.size() - 1);
  }

  /**
   * By the values of the row's key, with bars between, the class and the columns; by the item's key
   * where there is no row.
   */
  Map<String, String> differences() {
    return said.stream()
        .filter(line -> line.path("type").asText().equals("difference"))
        .collect(
            Collectors.toMap(
                VerifyRun::key,
                VerifyRun::text,
                (one, other) -> one + " and " + other,
                TreeMap::new));
  }

  private static String key(JsonNode difference) {
    if (!difference.has("row")) {
      return difference.path("item").toString();
    }
    List<String> values = new ArrayList<>();
    difference.path("row").forEach(value -> values.add(value.asText()));
    return String.join("|", values);
  }

  private static String text(JsonNode difference) {
    List<String> columns = new ArrayList<>();
    difference.path("columns").forEach(column -> columns.add(column.asText()));
    return difference.path("class").asText() + (columns.isEmpty() ? "" : " " + columns);
  }
}
