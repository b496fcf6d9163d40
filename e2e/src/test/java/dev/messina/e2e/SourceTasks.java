package dev.messina.e2e;

import static org.awaitility.Awaitility.await;

import dev.messina.e2e.SharedStack.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What Connect and the logs of its workers show of one source connector. */
record SourceTasks(Services services, String connector) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** The configurations of all tasks, byte for byte as Connect holds them. */
  String configurations() {
    return get("/connectors/" + connector + "/tasks");
  }

  int count() {
    return services.connect().status(connector).tasks().size();
  }

  boolean areRunning() {
    return services.connect().status(connector).isRunning();
  }

  /** How often any of its tasks has been started, on any worker. */
  long starts() {
    return logLines(
            line ->
                line.contains("{id=" + connector + "-")
                    && line.contains("Source task finished initialization and start"))
        .size();
  }

  /** The same, once the workers have handed out all tasks: two looks agree, and the tasks run. */
  long settledStarts() {
    return settledStarts(Duration.ofSeconds(3));
  }

  /** The same after the death of a worker, which the group misses after ten seconds. */
  long settledStartsAfterADeath() {
    return settledStarts(Duration.ofSeconds(11));
  }

  private long settledStarts(Duration between) {
    AtomicLong last = new AtomicLong(-1);
    await("the starts of tasks settle")
        .atMost(Duration.ofMinutes(2))
        .pollDelay(Duration.ZERO)
        .pollInterval(between)
        .until(
            () -> {
              long now = starts();
              return last.getAndSet(now) == now && areRunning();
            });
    return last.get();
  }

  /** The state of the connector and its tasks as Connect's JSON, with the whole stack traces. */
  String status() {
    return get("/connectors/" + connector + "/status");
  }

  /** From the logs of all workers, over all their lives. */
  List<String> logLines(Predicate<String> wanted) {
    return services.stack().connect().workers().stream()
        .map(worker -> worker.process().logFile())
        .flatMap(log -> matching(log, wanted))
        .toList();
  }

  private static Stream<String> matching(Path log, Predicate<String> wanted) {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(wanted).toList().stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("Cannot read " + log, unreadable);
    }
  }

  private String get(String path) {
    return send("GET", path, "").body();
  }

  /** Connect's answer, whatever it is. */
  record Answer(int status, String body) {}

  /** A request about this connector: its path begins after the name. */
  Answer ask(String method, String path, String body) {
    return send(method, "/connectors/" + connector + path, body);
  }

  /** The same, repeated while Connect hands out tasks. */
  void order(String method, String path) {
    await(method + " " + path)
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> ask(method, path, "").status() < 300);
  }

  /** Ends the test when the connector or a task has failed. */
  void rethrowFailure() {
    services
        .connect()
        .status(connector)
        .firstFailure()
        .ifPresent(
            failure -> {
              throw new AssertionError(failure);
            });
  }

  private Answer send(String method, String path, String body) {
    URI address = services.stack().connect().url().resolve(path);
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException noAnswer) {
      throw new UncheckedIOException("Connect at " + address + " does not answer", noAnswer);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Not waited for " + address, interrupted);
    }
  }
}
