package dev.messina.stack;

import java.net.URI;
import java.util.List;

/**
 * The workers of a stack; together they are one Connect cluster.
 *
 * <p>The tasks of a worker that is killed run on another one after about 12 s: 10 s until the group
 * misses it, then the rebalance. A worker that is stopped hands them over at once.
 */
public record ConnectCluster(List<ConnectWorker> workers) {

  public ConnectCluster {
    workers = List.copyOf(workers);
  }

  /**
   * The REST API of the first worker that is running and not suspended. Ask again for each request
   * when workers come and go.
   *
   * @throws IllegalStateException when there is none
   */
  public URI url() {
    return workers.stream()
        .filter(worker -> worker.process().isRunning() && !worker.process().isSuspended())
        .map(ConnectWorker::url)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("No Connect worker is running: start one of them"));
  }
}
