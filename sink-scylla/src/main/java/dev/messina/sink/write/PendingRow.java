package dev.messina.sink.write;

import dev.messina.sink.statement.BoundRow;
import dev.messina.sink.statement.RowWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

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
    return new PendingRow(write, index, rows.bind(write.route(), write.mutation()).get(index), now);
  }

  /** Whether it has waited for so long that it would live longer than it should. */
  boolean hasAged(Clock clock) {
    return write.expires()
        && Duration.between(boundAt, clock.instant()).compareTo(LIFETIME_HOLDS) >= 0;
  }
}
