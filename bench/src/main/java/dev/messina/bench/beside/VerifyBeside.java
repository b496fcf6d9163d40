package dev.messina.bench.beside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.cli.Messina;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** {@code messina verify --continuous} in a process of its own, without limits of its rates. */
final class VerifyBeside implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path out;
  private final Process process;

  /**
   * Begins, and returns once its pass has ended and a generation too.
   *
   * @param folder of its own; made if it is not there
   */
  VerifyBeside(URI connect, Path folder) throws IOException {
    Files.createDirectories(folder);
    this.out = folder.resolve("verify.jsonl");
    this.process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Messina.class.getName(),
                "verify",
                "--json",
                "--continuous",
                "--max-generations",
                "1000000",
                "--rcu",
                "0",
                "--rows-per-second",
                "0",
                "--connect",
                connect.toString(),
                "--source",
                Line.SOURCE,
                "--sink",
                Line.SINK,
                "--state",
                folder.resolve("state").toString())
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("verify.err").toFile())
            .start();
    Line.await("verify has ended a generation", () -> !generations().isEmpty());
  }

  /**
   * What each generation since the beginning has told.
   *
   * @throws IllegalStateException if the process has ended
   */
  List<JsonNode> generations() {
    if (!process.isAlive()) {
      throw new IllegalStateException("verify has ended with " + process.exitValue());
    }
    try {
      String text = Files.readString(out);
      try (Stream<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines()) {
        return lines
            .map(VerifyBeside::json)
            .filter(line -> line.path("type").asText().equals("generation"))
            .toList();
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException noJson) {
      throw new UncheckedIOException(noJson);
    }
  }

  /** Waits until all that was written is verified, and that no difference has ever counted. */
  void awaitVerified() {
    int before = generations().size();
    Line.await(
        "all is verified",
        () -> {
          List<JsonNode> told = generations();
          JsonNode last = told.get(told.size() - 1);
          return told.size() > before + 1
              && last.path("open").asInt() == 0
              && last.path("verdict").asText().equals("verified");
        });
    if (generations().stream().anyMatch(one -> one.path("settled").asInt() > 0)) {
      throw new IllegalStateException("A difference has counted; see " + out);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
