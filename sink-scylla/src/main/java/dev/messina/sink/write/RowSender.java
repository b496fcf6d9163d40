package dev.messina.sink.write;

import dev.messina.sink.cql.RowWrites;
import dev.messina.sink.route.TableName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends writes until each has an outcome. Failures arrive on the driver's threads, which must not
 * block; repeats are bound anew and sent on the scheduler's thread.
 */
final class RowSender {

  private static final Logger LOG = LoggerFactory.getLogger(RowSender.class);
  private static final Duration WARNING_INTERVAL = Duration.ofSeconds(10);

  private final TableName table;
  private final RowWrites rows;
  private final Duration retryTimeout;
  private final int ambiguousAttemptsMax;
  private final Backoff backoff;
  private final ScheduledExecutorService scheduler;
  private final SinkTaskMetrics metrics;
  private final Clock clock;
  private final FailureClassifier classifier = new FailureClassifier();
  private final AtomicReference<Instant> nextWarning = new AtomicReference<>(Instant.MIN);

  RowSender(
      TableName table,
      RowWrites rows,
      Duration retryTimeout,
      int ambiguousAttemptsMax,
      Backoff backoff,
      ScheduledExecutorService scheduler,
      SinkTaskMetrics metrics,
      Clock clock) {
    this.table = table;
    this.rows = rows;
    this.retryTimeout = retryTimeout;
    this.ambiguousAttemptsMax = ambiguousAttemptsMax;
    this.backoff = backoff;
    this.scheduler = scheduler;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Sends a write; the outcome may be known before this returns. */
  void send(PendingWrite write, WriteOutcomes outcomes) {
    if (write.pending().isForgotten()) {
      outcomes.abandoned(write);
      return;
    }
    CompletionStage<?> answer;
    try {
      answer = rows.write(write.mutation());
    } catch (RuntimeException e) {
      onFailure(write, e, outcomes);
      return;
    }
    answer.whenComplete(
        (acknowledged, error) -> {
          if (error == null) {
            outcomes.written(write);
          } else {
            onFailure(write, error, outcomes);
          }
        });
  }

  private void onFailure(PendingWrite write, Throwable error, WriteOutcomes outcomes) {
    PendingWrite failed = write.failed(clock.instant());
    Failure failure = classifier.classify(error);
    Runnable consequence =
        switch (failure.kind()) {
          case RETRY -> () -> retryUntilTimeout(failed, failure, error, outcomes);
          case RETRY_THEN_REJECT ->
              failed.failures() < ambiguousAttemptsMax
                  ? () -> retryUntilTimeout(failed, failure, error, outcomes)
                  : () -> outcomes.rejected(failed, refusal(failed, failure));
          case REJECT -> () -> outcomes.rejected(failed, reason(failed, failure, error));
          case STOP -> () -> outcomes.stopped(failed, stop(failed, failure, error));
        };
    consequence.run();
  }

  private void retryUntilTimeout(
      PendingWrite failed, Failure failure, Throwable error, WriteOutcomes outcomes) {
    Duration failing = Duration.between(failed.failingSince(), clock.instant());
    if (failing.compareTo(retryTimeout) >= 0) {
      outcomes.stopped(failed, timeout(failed, failure, error));
      return;
    }
    warn(failed, failure);
    metrics.onRetry();
    try {
      var unusedFuture =
          scheduler.schedule(
              () -> send(failed, outcomes),
              backoff.after(failed.failures()).toMillis(),
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      outcomes.abandoned(failed);
    }
  }

  /** One line for all writes of an outage and a while. */
  private void warn(PendingWrite failed, Failure failure) {
    Instant now = clock.instant();
    Instant due = nextWarning.get();
    if (!now.isBefore(due) && nextWarning.compareAndSet(due, now.plus(WARNING_INTERVAL))) {
      LOG.warn(
          "Writing to {} fails and is tried again, as for the record at {}: {}",
          table,
          failed.mutation().coordinates(),
          failure.reason());
    }
  }

  private DataException reason(PendingWrite failed, Failure failure, Throwable error) {
    return error instanceof DataException data ? data : refusal(failed, failure);
  }

  private DataException refusal(PendingWrite failed, Failure failure) {
    return failed
        .mutation()
        .coordinates()
        .rejected(
            "table "
                + table
                + " did not take it after "
                + failed.failures()
                + " attempts ("
                + failure.reason()
                + "); correct the item at its source, or the table");
  }

  private ConnectException timeout(PendingWrite failed, Failure failure, Throwable error) {
    return new ConnectException(
        "Writing the record at "
            + failed.mutation().coordinates()
            + " to "
            + table
            + " has failed for "
            + retryTimeout.toMillis()
            + " ms (write.retry.timeout.ms), last with "
            + failure.reason()
            + ". Nothing was skipped; restore the cluster and restart the task.",
        error);
  }

  private ConnectException stop(PendingWrite failed, Failure failure, Throwable error) {
    return new ConnectException(
        "Writing the record at "
            + failed.mutation().coordinates()
            + " to "
            + table
            + " failed with "
            + failure.reason()
            + ". Nothing was skipped; remove the cause and restart the task.",
        error);
  }
}
