package dev.messina.cli.demo;

import dev.messina.stack.ConnectWorker;
import dev.messina.stack.LocalStack;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Kills the worker that runs the source's task with SIGKILL, and starts it again after a while. The
 * task moves to the other worker meanwhile.
 */
final class WorkerKill {

  private static final Duration ABSENCE = Duration.ofSeconds(5);

  private final LocalStack stack;
  private final Pipeline pipeline;
  private ConnectWorker victim;
  private Instant killedAt;
  private Instant backAt;

  WorkerKill(LocalStack stack, Pipeline pipeline) {
    this.stack = stack;
    this.pipeline = pipeline;
  }

  /** Kills the worker; says which, or nothing if no worker runs the task at the moment. */
  Optional<ConnectWorker> strike() {
    Optional<ConnectWorker> found = pipeline.workerOfSourceTask().flatMap(this::worker);
    found.ifPresent(
        worker -> {
          worker.process().kill();
          victim = worker;
          killedAt = Instant.now();
        });
    return found;
  }

  boolean hasStruck() {
    return victim != null;
  }

  /** Starts the worker once it has been away for long enough; says when it answers again. */
  boolean revive() {
    if (victim == null || backAt != null || Instant.now().isBefore(killedAt.plus(ABSENCE))) {
      return false;
    }
    if (!victim.process().isRunning()) {
      victim.process().start();
    }
    if (!victim.process().isHealthy()) {
      return false;
    }
    backAt = Instant.now();
    return true;
  }

  boolean isOver() {
    return backAt != null;
  }

  String victimName() {
    return victim.process().name();
  }

  Instant killedAt() {
    return killedAt;
  }

  Instant backAt() {
    return backAt;
  }

  private Optional<ConnectWorker> worker(String workerId) {
    return stack.connect().workers().stream()
        .filter(worker -> worker.url().getAuthority().equals(workerId))
        .findFirst();
  }
}
