package dev.messina.sink.write;

import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import dev.messina.sink.statement.RowWriter;
import dev.messina.sink.statement.RowWriter.BoundRow;
import dev.messina.sink.write.PartitionBatches.Batch;
import dev.messina.sink.write.PendingRecord.PendingRow;
import dev.messina.sink.write.WritePolicy.RetryLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.errors.DataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends batches until each of their rows has an outcome. Answers arrive on the driver's threads,
 * which must not block; repeats are bound again and sent on a thread of their own.
 *
 * <p>A batch fails as a whole. What passes is waited for with the batch as it is; any other error
 * may be the fault of a single row, so that the rows then go one by one, and one that keeps failing
 * goes behind the others.
 */
final class BatchSender {

  private static final Logger LOG = LoggerFactory.getLogger(BatchSender.class);
  private static final Duration WARNING_INTERVAL = Duration.ofSeconds(10);

  /** A row that may be at fault fails again sooner, or it is at an end. */
  private static final Duration DOUBT_LASTS = Duration.ofSeconds(30);

  /** How the records are counted that a table cannot take as they are. */
  static final String CONVERSION = "conversion";

  private final RowWriter rows;
  private final RetryLimits retries;
  private final RetryScheduler repeats;
  private final InFlight inFlight;
  private final SinkTaskMetrics metrics;
  private final Clock clock;
  private final RecordOutcomes outcomes;
  private final FailureClassifier classifier = new FailureClassifier();
  private final TableAnswers answers = new TableAnswers();
  private final AtomicReference<Instant> nextWarning = new AtomicReference<>(Instant.MIN);

  /** When it was last open whether a row or the cluster is at fault; null if it never was. */
  private volatile Instant lastDoubt;

  BatchSender(
      RowWriter rows,
      RetryLimits retries,
      RetryScheduler repeats,
      InFlight inFlight,
      SinkTaskMetrics metrics,
      Clock clock,
      RecordOutcomes outcomes) {
    this.rows = rows;
    this.retries = retries;
    this.repeats = repeats;
    this.inFlight = inFlight;
    this.metrics = metrics;
    this.clock = clock;
    this.outcomes = outcomes;
  }

  /**
   * Sends a batch that has entered as one request, and leaves when it is done. Its end may be known
   * before this returns.
   */
  void send(Batch batch) {
    Attempt portion = batch.next();
    if (portion == null) {
      inFlight.leave();
    } else if (portion.isRepeat()) {
      repeatLater(batch, portion);
    } else if (portion.hasAged(clock)) {
      bindLater(batch, portion, Duration.ZERO);
    } else {
      inFlight.send();
      execute(batch, withoutForgotten(portion));
    }
  }

  private void execute(Batch batch, Attempt portion) {
    if (portion.rows().isEmpty()) {
      inFlight.refused();
      send(batch);
      return;
    }
    List<BoundRow> bound = new ArrayList<>(portion.rows().size());
    portion.rows().forEach(row -> bound.add(row.bound()));
    long sentAt = System.nanoTime();
    CompletionStage<?> answer;
    try {
      answer = rows.execute(bound);
    } catch (RuntimeException e) {
      onRefused(batch, portion, sentAt, e);
      return;
    }
    answer.whenComplete(
        (acknowledged, error) -> {
          if (error == null) {
            onAcknowledged(batch, portion, sentAt);
          } else {
            onRefused(batch, portion, sentAt, cause(error));
          }
        });
  }

  /** Stages that depend on others wrap what these have failed with. */
  private static Throwable cause(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }

  private void onAcknowledged(Batch batch, Attempt portion, long sentAt) {
    long now = System.nanoTime();
    inFlight.acknowledged(sentAt, now);
    metrics.onAcknowledged(portion.rows().size(), now - sentAt, now);
    if (isInDoubt()) {
      answers.acknowledged(place(portion), portion.rows().size());
    }
    portion.rows().forEach(outcomes::written);
    send(batch);
  }

  private void onRefused(Batch batch, Attempt portion, long sentAt, Throwable error) {
    Failure failure = classifier.classify(error);
    if (error instanceof DriverTimeoutException) {
      inFlight.unanswered(sentAt, System.nanoTime());
    } else if (failure.kind() == Failure.Kind.RETRY && !(error instanceof InvalidQueryException)) {
      inFlight.overloaded(sentAt, System.nanoTime());
    } else {
      inFlight.refused();
    }
    onFailure(batch, portion, failure, error);
  }

  private void onFailure(Batch batch, Attempt portion, Failure failure, Throwable error) {
    if (failure.kind() != Failure.Kind.RETRY && portion.rows().size() > 1) {
      metrics.onRetry(failure.label(), portion.rows().size());
      batch.addApart(portion);
      send(batch);
      return;
    }
    Attempt failed = failed(portion, failure);
    Runnable consequence =
        switch (failure.kind()) {
          case RETRY -> () -> retry(batch, failed, failure, error);
          case RETRY_THEN_DEAD_LETTER ->
              retries.isOwnFault(failed.doubt())
                  ? () -> deadLetter(batch, failed, failure, error)
                  : () -> retry(batch, failed, failure, error);
          case DEAD_LETTER -> () -> deadLetter(batch, failed, failure, error);
          case STOP ->
              () ->
                  outcomes.stopped(
                      WriteErrors.unknown(
                          failed.first().write().coordinates(),
                          failed.first().bound().table(),
                          failure,
                          error));
        };
    consequence.run();
  }

  private Attempt failed(Attempt portion, Failure failure) {
    Instant now = clock.instant();
    if (failure.kind() != Failure.Kind.RETRY_THEN_DEAD_LETTER) {
      return portion.failed(now);
    }
    lastDoubt = now;
    return portion.failed(now, answers.failed(place(portion)));
  }

  /** Its rows are of one partition. */
  private TableAnswers.Place place(Attempt portion) {
    BoundRow row = portion.first().bound();
    return new TableAnswers.Place(row.table(), rows.replicas(row));
  }

  /**
   * Whether a row is being tried of which it is open whether it or the cluster is at fault. What
   * becomes of other rows decides it.
   */
  boolean isInDoubt() {
    Instant last = lastDoubt;
    return last != null && clock.instant().isBefore(last.plus(DOUBT_LASTS));
  }

  private void deadLetter(Batch batch, Attempt failed, Failure failure, Throwable error) {
    PendingRow row = failed.first();
    outcomes.deadLettered(
        row,
        error instanceof DataException reason
            ? new PendingRecord.DeadLetter(CONVERSION, reason)
            : new PendingRecord.DeadLetter(failure.label(), WriteErrors.refused(failed, failure)));
    send(batch);
  }

  private void retry(Batch batch, Attempt failed, Failure failure, Throwable error) {
    if (failed.failing(clock.instant()).compareTo(retries.timeout()) >= 0) {
      outcomes.stopped(WriteErrors.timedOut(failed, retries.timeout(), failure, error));
      return;
    }
    warn(failed, failure);
    metrics.onRetry(failure.label(), failed.rows().size());
    if (failure.kind() == Failure.Kind.RETRY) {
      batch.addFirst(failed);
    } else {
      batch.addLast(failed);
    }
    send(batch);
  }

  private void repeatLater(Batch batch, Attempt portion) {
    bindLater(batch, portion, retries.backoff().after(Math.max(1, portion.failures())));
  }

  private void bindLater(Batch batch, Attempt portion, Duration wait) {
    if (!repeats.later(wait, () -> repeat(batch, portion))) {
      portion.rows().forEach(outcomes::abandoned);
      send(batch);
    }
  }

  /** A row that the table can no longer take doesn't hold up the others. */
  private void repeat(Batch batch, Attempt portion) {
    if (!inFlight.sendAgain()) {
      repeatLater(batch, portion);
      return;
    }
    Attempt wanted = withoutForgotten(portion);
    List<PendingRow> left = new ArrayList<>(wanted.rows());
    ListIterator<PendingRow> next = left.listIterator();
    while (next.hasNext()) {
      PendingRow row = next.next();
      try {
        next.set(row.bindAgain(rows, clock.instant()));
      } catch (DataException reason) {
        next.remove();
        outcomes.deadLettered(row, new PendingRecord.DeadLetter(CONVERSION, reason));
      } catch (RuntimeException e) {
        inFlight.refused();
        onFailure(batch, wanted.with(left), classifier.classify(e), e);
        return;
      }
    }
    execute(batch, wanted.with(left));
  }

  private Attempt withoutForgotten(Attempt portion) {
    if (!portion.hasForgotten()) {
      return portion;
    }
    List<PendingRow> wanted = new ArrayList<>(portion.rows().size());
    for (PendingRow row : portion.rows()) {
      if (row.write().isForgotten()) {
        outcomes.abandoned(row);
      } else {
        wanted.add(row);
      }
    }
    return portion.with(wanted);
  }

  /** One line for all writes of an outage and a while. */
  private void warn(Attempt failed, Failure failure) {
    Instant now = clock.instant();
    Instant due = nextWarning.get();
    if (!now.isBefore(due) && nextWarning.compareAndSet(due, now.plus(WARNING_INTERVAL))) {
      LOG.warn(
          "Writing to {} fails and is tried again, as for the record at {}: {}",
          failed.first().bound().table(),
          failed.first().write().coordinates(),
          failure.reason());
    }
  }
}
