package dev.messina.verification.check;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Does numbered parts of a work, several at the same time. */
final class Parallel {

  private Parallel() {}

  /**
   * Returns when all parts are done, from 0 on.
   *
   * @throws RuntimeException the first failure of a part
   */
  static void run(int threads, int parts, IntConsumer part) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int number = 0; number < parts; number++) {
        int one = number;
        all.add(pool.submit(() -> part.accept(one)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The pass was interrupted; run it again.", interrupted);
    } finally {
      pool.shutdownNow();
    }
  }
}
