package dev.messina.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.cli.Messina;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * {@code messina verify --continuous} in a process of its own, which is told to end.
 *
 * @param said the lines of JSON, the summary last
 * @param told what it has told besides
 */
record EndedVerify(int exitCode, List<JsonNode> said, String told) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SIGTERM = 15;

  /** What a shell tells of a process that this signal has ended. */
  static final int ENDED = 128 + SIGTERM;

  /**
   * Runs until generations are enough.
   *
   * @param folder of its own; made if it is not there
   * @param patience for that
   * @param enough is shown the generations until now, about once a second
   */
  static EndedVerify of(
      Site site,
      String source,
      String sink,
      Path folder,
      Duration patience,
      Predicate<List<JsonNode>> enough,
      String... more)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path out = folder.resolve("out.jsonl");
    Path err = folder.resolve("err.txt");
    Process process =
        new ProcessBuilder(command(site, source, sink, folder, more))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      Eventually.isTrue(
          "generations are enough, or it has ended",
          patience,
          () -> enough.test(read(out)) || !process.isAlive());
      process.destroy();
      if (!process.waitFor(90, TimeUnit.SECONDS)) {
        throw new IllegalStateException("It does not end: " + Files.readString(err));
      }
      return new EndedVerify(process.exitValue(), read(out), Files.readString(err));
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<String> command(
      Site site, String source, String sink, Path folder, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Messina.class.getName(),
                "verify",
                "--json",
                "--continuous"));
    command.addAll(List.of("--max-generations", "1000000"));
    command.addAll(List.of("--connect", site.addresses().connect().toString()));
    command.addAll(List.of("--source", source, "--sink", sink));
    command.addAll(List.of("--state", folder.resolve("state").toString()));
    command.addAll(Arrays.asList(more));
    return command;
  }

  /** The whole lines until now. */
  private static List<JsonNode> read(Path file) {
    try {
      String text = Files.readString(file);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(EndedVerify::json).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
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

  List<JsonNode> generations() {
    return said.stream().filter(line -> line.path("type").asText().equals("generation")).toList();
  }
}
