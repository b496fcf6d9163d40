package dev.messina.sink.write;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does work later, on a thread that may block. */
@FunctionalInterface
interface RetryScheduler {

  /** Does it after that time; false if the task is about to end and nothing more is done. */
  boolean later(Duration wait, Runnable work);

  static RetryScheduler on(ScheduledExecutorService scheduler) {
    return (wait, work) -> {
      try {
        var unusedFuture = scheduler.schedule(work, wait.toMillis(), TimeUnit.MILLISECONDS);
        return true;
      } catch (RejectedExecutionException closing) {
        return false;
      }
    };
  }
}
