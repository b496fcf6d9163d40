package dev.messina.cli.demo.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A fixed number of threads, each of which does one numbered piece of work. */
final class Lanes implements AutoCloseable {

  private final int count;
  private final ExecutorService threads;
  private final List<Future<Void>> running = new ArrayList<>();

  /** The work of one lane. */
  interface Work {
    void run(int lane) throws Exception;
  }

  Lanes(String name, int count) {
    AtomicInteger created = new AtomicInteger();
    this.count = count;
    this.threads =
        Executors.newFixedThreadPool(
            count,
            work -> {
              Thread thread = new Thread(work, name + "-" + created.getAndIncrement());
              thread.setDaemon(true);
              return thread;
            });
  }

  void start(Work work) {
    for (int i = 0; i < count; i++) {
      int lane = i;
      running.add(
          threads.submit(
              () -> {
                work.run(lane);
                return null;
              }));
    }
  }

  boolean isDone() {
    return running.stream().allMatch(Future::isDone);
  }

  /** Throws what a lane has thrown, if one has. */
  void rethrowFailure() {
    running.stream().filter(Future::isDone).forEach(Lanes::result);
  }

  /** Waits for every lane; a failure of one is thrown at once when it is that lane's turn. */
  void await() {
    running.forEach(Lanes::result);
  }

  private static void result(Future<Void> lane) {
    try {
      lane.get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException(
          "Writing to DynamoDB has failed: " + failed.getCause().getMessage(), failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while writing to DynamoDB.", interrupted);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
