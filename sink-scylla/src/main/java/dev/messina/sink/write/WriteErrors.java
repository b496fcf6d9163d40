package dev.messina.sink.write;

import dev.messina.sink.mutation.RecordCoordinates;
import dev.messina.sink.route.TableName;
import dev.messina.sink.write.PendingRecord.PendingRow;
import java.time.Duration;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;

/** What is said when rows cannot be written: where, why, and what to do. Never a value. */
final class WriteErrors {

  private static final String WHERE_IT_IS_THE_ROW =
      " Where the cluster takes other rows it is this one, which is then most often larger than the"
          + " server's limit for a mutation (half of commitlog_segment_size_in_mb): raise that"
          + " limit. Or stop the connector and set its offset of this partition after the record;"
          + " its row then stays as it is until the item's key is sent again.";

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

  static RetriableException notBoundYet(
      RecordCoordinates where, Duration retryTimeout, Failure failure, Throwable error) {
    return new RetriableException(
        "The statements for the record at "
            + where
            + " cannot be prepared now ("
            + failure.reason()
            + "); this is tried again for "
            + retryTimeout.toMillis()
            + " ms (write.retry.timeout.ms). Check the cluster.",
        error);
  }

  static ConnectException notBound(RecordCoordinates where, Failure failure, Throwable error) {
    return new ConnectException(
        "The statements for the record at "
            + where
            + " cannot be prepared: "
            + failure.reason()
            + ". Nothing was skipped; remove the cause and restart the task.",
        error);
  }

  static ConnectException notKept(RecordCoordinates where, Throwable error) {
    return new ConnectException(
        "The record at "
            + where
            + " could not be dead-lettered: "
            + error
            + ". Nothing was skipped; correct the dead-letter queue (whether its topic is there and"
            + " may be written to, its max.message.bytes) and restart the task.",
        error);
  }

  static DataException refused(Attempt failed, Failure failure) {
    PendingRow row = failed.first();
    int attempts = failed.failures();
    return row.write()
        .coordinates()
        .error(
            "table "
                + row.bound().table()
                + " did not take it "
                + (failed.doubt().attempts() > 0
                    ? "in "
                        + attempts
                        + " attempts over "
                        + failed.doubt().whileOthersWereTaken().toSeconds()
                        + " s while it took other rows ("
                    : "after " + attempts + (attempts == 1 ? " attempt (" : " attempts ("))
                + failure.reason()
                + "); "
                + wayOut(failure.reason()));
  }

  /** Cassandra keeps no expiry beyond 2038, unless told otherwise. */
  static String wayOut(String reason) {
    return reason.contains("maximum supported expiration date")
        ? "the row would expire later than the server can keep it: set expiry.mode=column, or"
            + " correct the expiry, which counts in seconds"
        : "correct the item at its source, or the table";
  }

  static ConnectException timedOut(
      Attempt failed, Duration retryTimeout, Failure failure, Throwable error) {
    PendingRow row = failed.first();
    boolean ambiguous = failure.kind() == Failure.Kind.RETRY_THEN_DEAD_LETTER;
    return new ConnectException(
        "Writing the record at "
            + row.write().coordinates()
            + " to "
            + row.bound().table()
            + " has failed for "
            + retryTimeout.toMillis()
            + " ms (write.retry.timeout.ms), last with "
            + failure.reason()
            + (ambiguous
                ? "; too few other rows of that table were acknowledged meanwhile to tell whether"
                    + " the cluster or this row is at fault"
                : "")
            + ". Nothing was skipped; "
            + remedy(failure, "restore the cluster")
            + " and restart the task."
            + (ambiguous ? WHERE_IT_IS_THE_ROW : ""),
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
            + ". Nothing was skipped; "
            + remedy(failure, "remove the cause")
            + " and restart the task.",
        error);
  }

  private static String remedy(Failure failure, String otherwise) {
    return failure.remedy() == null ? otherwise : failure.remedy();
  }
}
