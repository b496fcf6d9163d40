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

  /** The first failure of the connector or a task: where, and the first line of its trace. */
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

  /** The last cause says most: Connect's own wrapper stands first. */
  private static Optional<String> failureOf(JsonNode part) {
    String trace = part.path("trace").asText("");
    if (trace.isBlank()) {
      return Optional.empty();
    }
    List<String> causes = trace.lines().filter(line -> line.startsWith("Caused by: ")).toList();
    return causes.isEmpty()
        ? trace.lines().findFirst()
        : Optional.of(causes.get(causes.size() - 1).substring("Caused by: ".length()));
  }
}
