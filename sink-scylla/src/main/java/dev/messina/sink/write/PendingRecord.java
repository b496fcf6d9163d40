package dev.messina.sink.write;

import dev.messina.sink.mutation.Expiry;
import dev.messina.sink.mutation.RecordCoordinates;
import dev.messina.sink.mutation.RowMutation;
import dev.messina.sink.mutation.RowMutation.Merge;
import dev.messina.sink.mutation.RowMutation.Replace;
import dev.messina.sink.route.TableRouter.Route;
import dev.messina.sink.statement.RowWriter;
import dev.messina.sink.statement.RowWriter.BoundRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * One record on its way to the server. It ends when the last of its rows has ended, and the worst
 * of their ends is its own. Safe for several threads.
 */
final class PendingRecord {

  private final SinkRecord record;
  private final Route route;
  private final RowMutation mutation;
  private final OffsetTracker.Pending pending;
  private final long bytes;
  private final AtomicInteger rowsLeft;
  private volatile boolean abandoned;
  private volatile Optional<DeadLetter> deadLetter = Optional.empty();

  /**
   * Why a record is dead-lettered.
   *
   * @param label the same for all records of this kind of failure, for counting
   */
  record DeadLetter(String label, DataException reason) {}

  /**
   * @param rows that it writes
   * @param bytes that it counts for while it is in flight
   */
  PendingRecord(
      SinkRecord record,
      Route route,
      RowMutation mutation,
      OffsetTracker.Pending pending,
      int rows,
      long bytes) {
    this.record = record;
    this.route = route;
    this.mutation = mutation;
    this.pending = pending;
    this.rowsLeft = new AtomicInteger(rows);
    this.bytes = bytes;
  }

  SinkRecord record() {
    return record;
  }

  Route route() {
    return route;
  }

  RowMutation mutation() {
    return mutation;
  }

  RecordCoordinates coordinates() {
    return mutation.coordinates();
  }

  OffsetTracker.Pending pending() {
    return pending;
  }

  long bytes() {
    return bytes;
  }

  /** Whether its row ceases to be by itself. */
  boolean expires() {
    return !mutation.fold(Replace::expiry, Merge::expiry, delete -> Expiry.NEVER).isNever();
  }

  /** Whether its partition has gone to another task, which will read the record again. */
  boolean isForgotten() {
    return pending.isForgotten();
  }

  /** Notes the end of a row; true for the last one. */
  boolean isLastRow() {
    return rowsLeft.decrementAndGet() == 0;
  }

  void abandon() {
    abandoned = true;
  }

  boolean isAbandoned() {
    return abandoned;
  }

  void deadLetter(DeadLetter reason) {
    deadLetter = Optional.of(reason);
  }

  /** Why it cannot be written; empty if nothing speaks against it. */
  Optional<DeadLetter> deadLetter() {
    return deadLetter;
  }

  /**
   * One row of a record on its way to the server.
   *
   * @param index which of the record's rows it is
   * @param boundAt when it was bound, with the lifetime that it had then
   */
  record PendingRow(PendingRecord write, int index, BoundRow bound, Instant boundAt) {

    /** Lifetimes are whole seconds. */
    private static final Duration LIFETIME_HOLDS = Duration.ofSeconds(1);

    /** The same row for the table as it is now; fails as {@link RowWriter#bind} does. */
    PendingRow bindAgain(RowWriter rows, Instant now) {
      return new PendingRow(
          write, index, rows.bind(write.route(), write.mutation()).get(index), now);
    }

    /** Whether it has waited for so long that it would live longer than it should. */
    boolean hasAged(Clock clock) {
      return write.expires()
          && Duration.between(boundAt, clock.instant()).compareTo(LIFETIME_HOLDS) >= 0;
    }
  }
}
