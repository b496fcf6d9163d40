package dev.messina.sink.write;

import dev.messina.sink.mutation.RowMutation;
import java.time.Instant;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * One record on its way to the server.
 *
 * @param failures how often it has failed so far
 * @param failingSince when it failed first; null if it has not
 */
record PendingWrite(
    SinkRecord record,
    RowMutation mutation,
    OffsetTracker.Pending pending,
    int failures,
    Instant failingSince) {

  static PendingWrite first(
      SinkRecord record, RowMutation mutation, OffsetTracker.Pending pending) {
    return new PendingWrite(record, mutation, pending, 0, null);
  }

  PendingWrite failed(Instant now) {
    return new PendingWrite(
        record, mutation, pending, failures + 1, failingSince == null ? now : failingSince);
  }
}
