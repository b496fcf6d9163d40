package dev.messina.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.messina.cli.connect.Addresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs commands of a README in bash, as they stand there, in a copy of its folder. Only the four
 * addresses are replaced, in the files and in the command. {@code curl}, {@code jq} and the shell
 * are real; {@code aws}, which is not installed everywhere, and {@code ../../messina}, which would
 * be a process for each command, hand their arguments to the test.
 */
final class ReadmeShell implements AutoCloseable {

  /** Does what a program does that is not here. */
  interface Program {
    /**
     * @param arguments of the command line
     * @throws RuntimeException if the program would fail
     */
    void run(List<String> arguments);
  }

  /**
   * A refused request is a failure; one that is refused in passing, by a rebalance, is repeated.
   */
  private static final String CURL_SETTINGS =
      """
      silent
      show-error
      fail
      retry = 9
      retry-delay = 2
      retry-all-errors
      """;

  private static final String HAND_OVER =
      """
      #!/bin/sh
      printf '%%s\\n' "$@" | exec curl -q -sS --fail-with-body --data-binary @- %s
      """;

  private final Addresses addresses;
  private final Path home;
  private final Path folder;
  private final Path programs;
  private final HttpServer server;

  /**
   * @param original the README's folder
   * @param copy where its files go, in {@code config-examples/NAME} as in the project
   */
  ReadmeShell(Addresses addresses, Path original, Path copy) throws IOException {
    this.addresses = addresses;
    this.home = copy.toAbsolutePath();
    this.folder =
        Files.createDirectories(home.resolve("config-examples").resolve(original.getFileName()));
    this.programs = Files.createDirectories(folder.resolve("bin"));
    try (Stream<Path> files = Files.list(original)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.writeString(folder.resolve(file.getFileName()), here(Files.readString(file)));
      }
    }
    Files.writeString(folder.resolve(".curlrc"), CURL_SETTINGS);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  /** What a machine lacks for this; empty if nothing. curl is old where it is of before 2021. */
  static List<String> lacking() {
    return Stream.of("bash --version", "curl -q --fail-with-body --version", "jq --version")
        .filter(command -> !succeeds(command))
        .toList();
  }

  private static boolean succeeds(String command) {
    try {
      return new ProcessBuilder(command.split(" "))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException notThere) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Not waited for: " + command, interrupted);
    }
  }

  /** The folder with the addresses of this stack in its files. */
  Path folder() {
    return folder;
  }

  /** Gives a program that is not installed to the shell. */
  ReadmeShell with(String name, Program program) throws IOException {
    return handOver(programs.resolve(name), name, program);
  }

  /** The same for {@code messina} at the top of the project, which is called by its path. */
  ReadmeShell withMessina(Program program) throws IOException {
    return handOver(home.resolve("messina"), "messina", program);
  }

  /**
   * @throws IllegalStateException if the command fails, with what it has said
   */
  void run(String command) {
    try {
      ProcessBuilder bash =
          new ProcessBuilder("bash", "-euo", "pipefail", "-c", here(command))
              .directory(folder.toFile())
              .redirectErrorStream(true);
      bash.environment().merge("PATH", programs.toString(), (path, ours) -> ours + ":" + path);
      bash.environment().put("CURL_HOME", folder.toString());
      Process process = bash.start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("It fails: " + command + "\n" + said);
      }
    } catch (IOException noBash) {
      throw new IllegalStateException("bash could not be run", noBash);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Not waited for: " + command, interrupted);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private String here(String text) {
    return text.replace("localhost:9092", addresses.kafka())
        .replace("localhost:8083", addresses.connect().getAuthority())
        .replace("localhost:8000", addresses.dynamoDb().getAuthority())
        .replace("localhost:9042", addresses.cql());
  }

  private ReadmeShell handOver(Path file, String name, Program program) throws IOException {
    server.createContext("/" + name, exchange -> answer(exchange, program));
    int port = server.getAddress().getPort();
    Files.writeString(file, HAND_OVER.formatted("http://127.0.0.1:" + port + "/" + name));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return this;
  }

  private static void answer(HttpExchange exchange, Program program) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    int status = 200;
    String said = "";
    try {
      program.run(body.lines().toList());
    } catch (RuntimeException | AssertionError failure) {
      status = 500;
      said = failure.toString();
    }
    byte[] answer = said.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }
}
