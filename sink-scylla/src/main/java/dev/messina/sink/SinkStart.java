package dev.messina.sink;

import dev.messina.sink.session.ClusterUnreachableException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task on its way to running. While the cluster cannot be reached, attempts go on beside the
 * task's own thread, so that the framework may go on polling and can stop the task at any moment.
 */
final class SinkStart implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SinkStart.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(15);

  private final Supplier<RunningSink> opener;
  private final Duration timeout;
  private final long begunNanos = System.nanoTime();
  private final ScheduledExecutorService attempts;
  private final CountDownLatch firstAttempt = new CountDownLatch(1);
  private final CompletableFuture<RunningSink> outcome = new CompletableFuture<>();
  private volatile String lastSeen = "The cluster has not answered yet.";

  private SinkStart(Supplier<RunningSink> opener, Duration timeout, String name) {
    this.opener = opener;
    this.timeout = timeout;
    this.attempts =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, name + "-start");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Begins to try.
   *
   * @param opener blocks; may throw {@link ClusterUnreachableException}, and is called again then
   * @param timeout how long after the first attempt a failed one is the last
   */
  static SinkStart begin(Supplier<RunningSink> opener, Duration timeout, String name) {
    SinkStart start = new SinkStart(opener, timeout, name);
    start.attempts.execute(() -> start.attempt(FIRST_PAUSE));
    return start;
  }

  /** Waits until the first attempt has ended, well or not, or the time is over. */
  void awaitFirstAttempt(Duration longest) {
    try {
      if (!firstAttempt.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.info("The cluster takes its time to answer; the task goes on waiting");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException("Interrupted while connecting.", e);
    }
  }

  /**
   * What runs, or null while it does not.
   *
   * @throws ConnectException if it never will
   */
  RunningSink running() {
    try {
      return outcome.getNow(null);
    } catch (CompletionException e) {
      throw e.getCause() instanceof ConnectException reason
          ? reason
          : new ConnectException("The task cannot start: " + e.getCause(), e.getCause());
    }
  }

  /** What the last attempt saw. */
  String lastSeen() {
    return lastSeen;
  }

  /** Ends the attempts without waiting for one that is under way; closes what runs. */
  @Override
  public void close() {
    attempts.shutdownNow();
    outcome.completeExceptionally(new CancellationException("The task was stopped."));
    if (!outcome.isCompletedExceptionally()) {
      outcome.join().close();
    }
  }

  private void attempt(Duration pause) {
    try {
      RunningSink running = opener.get();
      if (!outcome.complete(running)) {
        running.close();
      }
      attempts.shutdown();
    } catch (ClusterUnreachableException e) {
      again(e, pause);
    } catch (RuntimeException | Error e) {
      outcome.completeExceptionally(e);
      attempts.shutdown();
    } finally {
      firstAttempt.countDown();
    }
  }

  private void again(ClusterUnreachableException reason, Duration pause) {
    lastSeen = reason.getMessage();
    Duration waited = Duration.ofNanos(System.nanoTime() - begunNanos);
    if (waited.compareTo(timeout) >= 0) {
      outcome.completeExceptionally(
          new ConnectException(
              "No connection in "
                  + timeout.toMillis()
                  + " ms (scylladb.connect.timeout.ms), last: "
                  + reason.getMessage(),
              reason));
      attempts.shutdown();
      return;
    }
    LOG.warn("The task waits for the cluster: {}", reason.getMessage());
    Duration longer = pause.multipliedBy(2);
    Duration next = longer.compareTo(PAUSE_MAX) < 0 ? longer : PAUSE_MAX;
    try {
      var unusedFuture =
          attempts.schedule(() -> attempt(next), pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException stopped) {
      LOG.debug("The task was stopped while it waited for the cluster");
    }
  }
}
