package dev.messina.sink.write;

import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;

/** How a write ended. Called exactly once for each write, on any thread. */
interface WriteOutcomes {

  void written(PendingWrite write);

  void rejected(PendingWrite write, DataException reason);

  /** Given up because its partition has gone to another task, which will write it. */
  void abandoned(PendingWrite write);

  /** The task must stop; the write counts as not done. */
  void stopped(PendingWrite write, ConnectException reason);
}
