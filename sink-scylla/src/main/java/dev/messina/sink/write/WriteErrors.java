package dev.messina.sink.write;

import dev.messina.sink.mutation.RecordCoordinates;
import dev.messina.sink.route.TableName;
import java.time.Duration;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;

/** What is said when rows cannot be written: where, why, and what to do. Never a value. */
final class WriteErrors {

  private WriteErrors() {}

  static RetriableException noRoom(InFlight inFlight, Duration waited) {
    return new RetriableException(
        inFlight.requests()
            + " requests of at most "
            + inFlight.limit()
            + " now (write.inflight.max) with "
            + inFlight.bytes()
            + " bytes (write.inflight.max.bytes) are in flight, and no room was left for all"
            + " records within "
            + waited.toMillis()
            + " ms; they are still being tried. If this goes on, check the cluster.");
  }

  static ConnectException notKept(RecordCoordinates where, Throwable error) {
    return new ConnectException(
        "The record at "
            + where
            + " could not be put aside: "
            + error
            + ". Nothing was skipped; correct the dead-letter queue (whether its topic is there and"
            + " may be written to, its max.message.bytes) and restart the task.",
        error);
  }

  static DataException refused(
      RecordCoordinates where, TableName table, int attempts, Failure failure) {
    return where.rejected(
        "table "
            + table
            + " did not take it after "
            + attempts
            + (attempts == 1 ? " attempt (" : " attempts (")
            + failure.reason()
            + "); correct the item at its source, or the table");
  }

  static ConnectException timedOut(
      RecordCoordinates where,
      TableName table,
      Duration retryTimeout,
      Failure failure,
      Throwable error) {
    return new ConnectException(
        "Writing the record at "
            + where
            + " to "
            + table
            + " has failed for "
            + retryTimeout.toMillis()
            + " ms (write.retry.timeout.ms), last with "
            + failure.reason()
            + ". Nothing was skipped; restore the cluster and restart the task.",
        error);
  }

  static ConnectException unknown(
      RecordCoordinates where, TableName table, Failure failure, Throwable error) {
    return new ConnectException(
        "Writing the record at "
            + where
            + " to "
            + table
            + " failed with "
            + failure.reason()
            + ". Nothing was skipped; remove the cause and restart the task.",
        error);
  }
}
