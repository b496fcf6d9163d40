package dev.messina.cli.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.cli.Messina;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;

/** One run of {@code messina plan} in this process. */
record PlanRun(int exitCode, String out, String err) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static PlanRun of(String... arguments) {
    List<String> all = new ArrayList<>(List.of("plan"));
    all.addAll(Arrays.asList(arguments));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Messina.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err, true))
            .execute(all.toArray(String[]::new));
    return new PlanRun(exitCode, out.toString(), err.toString());
  }

  JsonNode json() {
    try {
      return JSON.readTree(out);
    } catch (JsonProcessingException noJson) {
      throw new IllegalStateException("Not JSON: " + out + err, noJson);
    }
  }

  /** Of the first table. */
  JsonNode table() {
    return json().path("tables").path(0);
  }

  /** {@code level kind attribute} of each finding. */
  List<String> findings() {
    return StreamSupport.stream(table().path("findings").spliterator(), false)
        .map(
            finding ->
                (finding.path("level").asText()
                        + " "
                        + finding.path("kind").asText()
                        + " "
                        + finding.path("attribute").asText())
                    .strip())
        .toList();
  }

  JsonNode attribute(String name) {
    return StreamSupport.stream(table().path("attributes").spliterator(), false)
        .filter(seen -> seen.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
