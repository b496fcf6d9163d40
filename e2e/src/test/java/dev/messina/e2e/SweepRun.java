package dev.messina.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.cli.Messina;
import dev.messina.e2e.SharedStack.Services;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/**
 * One run of {@code messina sweep}.
 *
 * @param said what it has told as JSON
 */
record SweepRun(int exitCode, JsonNode said) {

  static SweepRun of(Services services, Migration migration, String... more) {
    return of(services, migration.source().name(), migration.sink().name(), migration.name(), more);
  }

  /**
   * @param source name of the connector
   * @param sink name of the connector
   * @param table its name in DynamoDB
   */
  static SweepRun of(Services services, String source, String sink, String table, String... more) {
    return of(services.stack().connect().url(), source, sink, table, more);
  }

  /** By what this worker says of the connectors. */
  static SweepRun of(URI connect, Migration migration) {
    return of(connect, migration.source().name(), migration.sink().name(), migration.name());
  }

  private static SweepRun of(
      URI connect, String source, String sink, String table, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("sweep", "--json"));
    arguments.addAll(List.of("--connect", connect.toString()));
    arguments.addAll(List.of("--source", source, "--sink", sink, "--table", table));
    arguments.addAll(Arrays.asList(more));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Messina.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exitCode = command.execute(arguments.toArray(String[]::new));
    try {
      return new SweepRun(exitCode, new ObjectMapper().readTree(out.toString()));
    } catch (JsonProcessingException noJson) {
      throw new IllegalStateException("Not JSON: " + out + err, noJson);
    }
  }

  /** Why it was refused; empty if it was not. */
  String refused() {
    return said.path("refused").asText();
  }

  long gone() {
    return said.path("gone").asLong(-1);
  }

  long live() {
    return said.path("live").asLong(-1);
  }

  long undated() {
    return said.path("undated").asLong(-1);
  }
}
