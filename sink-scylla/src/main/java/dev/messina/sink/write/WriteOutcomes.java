package dev.messina.sink.write;

import org.apache.kafka.connect.errors.ConnectException;

/** How rows ended. One of the first three is called exactly once for each row, on any thread. */
interface WriteOutcomes {

  void written(PendingRow row);

  void rejected(PendingRow row, PendingWrite.Rejection reason);

  /** Given up because its partition has gone to another task, which will write it. */
  void abandoned(PendingRow row);

  /** The task must stop; rows that have not ended count as not done. */
  void stopped(ConnectException reason);
}
