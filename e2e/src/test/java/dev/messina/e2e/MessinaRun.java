package dev.messina.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.cli.Messina;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/**
 * One run of the {@code messina} command in this process.
 *
 * @param out its output
 * @param err what it has told besides
 */
record MessinaRun(int exitCode, String out, String err) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static MessinaRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    return of(out, err, arguments);
  }

  /** The same into writers of the caller's, to be looked at while it runs. */
  static MessinaRun of(StringWriter out, StringWriter err, String... arguments) {
    CommandLine command =
        Messina.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exitCode = command.execute(arguments);
    return new MessinaRun(exitCode, out.toString(), err.toString());
  }

  /** A command about a migration. */
  static MessinaRun about(Site site, Migration migration, String verb, String... more) {
    return of(arguments(site, migration, verb, more));
  }

  static String[] arguments(Site site, Migration migration, String verb, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of(verb, "--connect", site.addresses().connect().toString()));
    arguments.addAll(List.of("--source", migration.source().name()));
    arguments.addAll(List.of("--sink", migration.sink().name()));
    arguments.addAll(Arrays.asList(more));
    return arguments.toArray(String[]::new);
  }

  /** Its output, which is one object. */
  JsonNode json() {
    return json(out);
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException noJson) {
      throw new IllegalStateException("Not JSON: " + text, noJson);
    }
  }

  /** The names of an object's fields, in their order. */
  static List<String> fields(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
