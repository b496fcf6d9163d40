package dev.messina.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.cli.Messina;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine;

/**
 * One run of a command that tells lines of JSON.
 *
 * @param said the lines, what sums up last
 * @param told what it has told besides
 */
record JsonRun(int exitCode, List<JsonNode> said, String told) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static JsonRun of(List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Messina.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exitCode = command.execute(arguments.toArray(String[]::new));
    return new JsonRun(exitCode, lines(out.toString()), err.toString());
  }

  /** Each line is an object. */
  static List<JsonNode> lines(String text) {
    return text.lines().map(JsonRun::json).toList();
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

  /** Of the lines of a type, how many have each value of a field. */
  Map<String, Long> counts(String type, String field) {
    return said.stream()
        .filter(line -> line.path("type").asText().equals(type))
        .collect(
            Collectors.groupingBy(
                line -> line.path(field).asText(), TreeMap::new, Collectors.counting()));
  }
}
