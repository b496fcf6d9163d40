package dev.messina.sink.write;

import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Dead-letters a record, with the reason, where the connector's configuration has a place for it.
 */
@FunctionalInterface
interface DeadLetterReporter {

  /**
   * Dead-letters the record.
   *
   * @return done when it is there, or fails when it cannot be
   * @throws ConnectException if there is no such place, or it takes no more
   */
  Future<?> put(SinkRecord record, DataException reason);

  /**
   * The framework's own way: a dead-letter queue, or the log. It waits for these reports before it
   * asks for offsets, but asks once more when one of them has failed.
   *
   * @param reporter null if the configuration tolerates no bad record
   */
  static DeadLetterReporter of(ErrantRecordReporter reporter) {
    return reporter == null
        ? (record, reason) -> {
          throw new ConnectException(
              reason.getMessage()
                  + " The task stops here; to put such records aside and go on, set"
                  + " errors.tolerance=all and errors.deadletterqueue.topic.name.",
              reason);
        }
        : reporter::report;
  }
}
