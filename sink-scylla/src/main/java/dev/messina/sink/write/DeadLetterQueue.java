package dev.messina.sink.write;

import dev.messina.sink.mutation.RecordCoordinates;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Records that are dead-lettered. Each is done when whoever keeps it says so, and not before: an
 * offset after it would lose it. Belongs to the task's thread.
 */
final class DeadLetterQueue {

  private final DeadLetters deadLetters;
  private final Consumer<ConnectException> whenLost;
  private final Queue<Report> reports = new ArrayDeque<>();

  private record Report(RecordCoordinates where, OffsetTracker.Pending pending, Future<?> kept) {}

  /**
   * @param whenLost told why the task must stop: a record could not be kept
   */
  DeadLetterQueue(DeadLetters deadLetters, Consumer<ConnectException> whenLost) {
    this.deadLetters = deadLetters;
    this.whenLost = whenLost;
  }

  /**
   * Puts a record aside.
   *
   * @throws ConnectException if there is no place for it
   */
  void add(SinkRecord record, DataException reason, OffsetTracker.Pending pending) {
    Future<?> kept = deadLetters.put(record, reason);
    reports.add(new Report(RecordCoordinates.of(record), pending, kept));
  }

  /** Acknowledges those that are kept. One that could not be kept is never acknowledged. */
  void settle() {
    reports.removeIf(report -> report.pending().isForgotten() || isSettled(report));
  }

  private boolean isSettled(Report report) {
    if (!report.kept().isDone()) {
      return false;
    }
    try {
      report.kept().get();
      report.pending().acknowledge();
    } catch (ExecutionException e) {
      whenLost.accept(WriteErrors.notKept(report.where(), e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return true;
  }
}
