package dev.messina.cli.connect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Connect says of a connector and its tasks.
 *
 * @param state RUNNING, FAILED, UNASSIGNED, …
 * @param workerId {@code host:port} of the worker that runs the connector itself
 */
public record ConnectorStatus(
    String name, String state, String workerId, Optional<String> failure, List<Task> tasks) {

  private static final String CAUSE = "Caused by: ";

  /** What Connect puts around the exception of any sink task. */
  private static final String WRAPPER = "Exiting WorkerSinkTask";

  /** A task, and on which worker it runs. */
  public record Task(int id, String state, String workerId, Optional<String> failure) {}

  public ConnectorStatus {
    tasks = List.copyOf(tasks);
  }

  static ConnectorStatus of(JsonNode json) {
    JsonNode connector = json.path("connector");
    List<Task> tasks = new ArrayList<>();
    for (JsonNode task : json.path("tasks")) {
      tasks.add(
          new Task(
              task.path("id").asInt(),
              task.path("state").asText(),
              task.path("worker_id").asText(),
              failureOf(task)));
    }
    return new ConnectorStatus(
        json.path("name").asText(),
        connector.path("state").asText(),
        connector.path("worker_id").asText(),
        failureOf(connector),
        tasks);
  }

  /** Whether the connector and at least one task run, and no task does anything else. */
  public boolean isRunning() {
    return state.equals("RUNNING")
        && !tasks.isEmpty()
        && tasks.stream().allMatch(task -> task.state().equals("RUNNING"));
  }

  /** The first failure of the connector or a task: where, and what its trace says. */
  public Optional<String> firstFailure() {
    if (state.equals("FAILED")) {
      return Optional.of("Connector " + name + " has failed: " + failure.orElse("no trace given"));
    }
    return tasks.stream()
        .filter(task -> task.state().equals("FAILED"))
        .findFirst()
        .map(
            task ->
                "Task %d of connector %s has failed: %s"
                    .formatted(task.id(), name, task.failure().orElse("no trace given")));
  }

  /** What was going on, and what it failed with. Connect's own wrapper says neither. */
  private static Optional<String> failureOf(JsonNode part) {
    List<String> failures =
        part.path("trace")
            .asText("")
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("\t"))
            .map(line -> line.startsWith(CAUSE) ? line.substring(CAUSE.length()) : line)
            .toList();
    List<String> telling =
        failures.stream().filter(line -> failures.size() == 1 || !line.contains(WRAPPER)).toList();
    if (telling.size() < 2) {
      return telling.stream().findFirst();
    }
    return Optional.of(telling.get(0) + " (" + telling.get(telling.size() - 1) + ")");
  }
}
