package dev.messina.sink.write;

import dev.messina.sink.mutation.RecordCoordinates;
import dev.messina.sink.write.PendingRecord.PendingRow;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * How records end: written, dead-lettered, left to another task, or never, since the task stops.
 * Rows end on any thread; what only the task's thread may do waits for {@link #settle}.
 */
final class RecordOutcomes {

  private final DeadLetterReporter deadLetters;
  private final InFlight inFlight;
  private final SinkTaskMetrics metrics;
  private final boolean knowChangeTimes;
  private final Clock clock;
  private final Queue<PendingRecord> unwritable = new ConcurrentLinkedQueue<>();
  private final Queue<Report> reports = new ArrayDeque<>();
  private final AtomicReference<ConnectException> stopped = new AtomicReference<>();

  /** A dead letter that is under way. An offset after it would lose it. */
  private record Report(RecordCoordinates where, OffsetTracker.Pending pending, Future<?> kept) {}

  /**
   * @param knowChangeTimes whether write timestamps are the times of changes
   */
  RecordOutcomes(
      DeadLetterReporter deadLetters,
      InFlight inFlight,
      SinkTaskMetrics metrics,
      boolean knowChangeTimes,
      Clock clock) {
    this.deadLetters = deadLetters;
    this.inFlight = inFlight;
    this.metrics = metrics;
    this.knowChangeTimes = knowChangeTimes;
    this.clock = clock;
  }

  /** One of this and the next two is called exactly once for each row. */
  void written(PendingRow row) {
    metrics.onTombstones(row.bound().tombstones());
    ended(row.write());
  }

  void deadLettered(PendingRow row, PendingRecord.DeadLetter reason) {
    row.write().deadLetter(reason);
    ended(row.write());
  }

  /** Given up because its partition has gone to another task, which will write it. */
  void abandoned(PendingRow row) {
    row.write().abandon();
    ended(row.write());
  }

  /** The task must stop; rows that have not ended count as not done. */
  void stopped(ConnectException reason) {
    stopped.compareAndSet(null, reason);
  }

  /** Whether nothing waits for {@link #settle}. */
  boolean isQuiet() {
    return unwritable.isEmpty() && stopped.get() == null;
  }

  /**
   * Dead-letters a record of which nothing is written.
   *
   * @throws ConnectException if there is no place for it
   */
  void deadLetter(
      SinkRecord record, PendingRecord.DeadLetter reason, OffsetTracker.Pending pending) {
    report(record, reason.reason(), pending);
    metrics.onDeadLettered(reason.label());
  }

  /**
   * Dead-letters what has turned out to be unwritable, and acknowledges what has been kept.
   *
   * @throws ConnectException if the task must stop
   */
  void settle() {
    for (PendingRecord next = unwritable.peek(); next != null; next = unwritable.peek()) {
      if (!next.isForgotten()) {
        deadLetter(next.record(), next.deadLetter().orElseThrow(), next.pending());
      }
      unwritable.remove();
      release(next);
    }
    settleReports();
    ConnectException reason = stopped.get();
    if (reason != null) {
      throw reason;
    }
  }

  /** Acknowledges the dead letters that are kept. One that could not be kept never is. */
  void settleReports() {
    reports.removeIf(report -> report.pending().isForgotten() || isSettled(report));
  }

  private void report(SinkRecord record, DataException reason, OffsetTracker.Pending pending) {
    Future<?> kept = deadLetters.put(record, reason);
    reports.add(new Report(RecordCoordinates.of(record), pending, kept));
  }

  private boolean isSettled(Report report) {
    if (!report.kept().isDone()) {
      return false;
    }
    try {
      report.kept().get();
      report.pending().acknowledge();
    } catch (ExecutionException e) {
      stopped(WriteErrors.notKept(report.where(), e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return true;
  }

  private void ended(PendingRecord write) {
    if (!write.isLastRow()) {
      return;
    }
    if (write.deadLetter().isPresent() && !write.isAbandoned()) {
      unwritable.add(write);
      return;
    }
    if (!write.isAbandoned()) {
      metrics.onWritten(write.mutation());
      acknowledge(write);
    }
    // Abandoned: if the partition is still here, its offset must not move past the record.
    release(write);
  }

  private void acknowledge(PendingRecord write) {
    if (!knowChangeTimes) {
      write.pending().acknowledge();
      return;
    }
    long micros = write.mutation().writtenAt().micros();
    metrics.onLag(clock.millis() - TimeUnit.MICROSECONDS.toMillis(micros));
    write.pending().applied(micros);
  }

  private void release(PendingRecord write) {
    metrics.onEnd();
    inFlight.release(write.bytes());
  }
}
