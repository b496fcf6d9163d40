package dev.messina.sink.cql;

import dev.messina.sink.mutation.RowMutation;
import java.util.concurrent.CompletionStage;

/** Where mutations of rows are written to. Safe for several threads. */
public interface RowWrites {

  /**
   * Starts to write one mutation, which may be repeated at will: its effect is that of doing it
   * once. Must not be called from a thread of the driver's.
   *
   * @return completes when the write is acknowledged at the consistency level, or fails with the
   *     driver's exception
   * @throws org.apache.kafka.connect.errors.DataException if the record cannot be written to this
   *     table exactly
   * @throws org.apache.kafka.connect.errors.ConnectException if nothing can be written to this
   *     table any more
   */
  CompletionStage<?> write(RowMutation mutation);
}
