package dev.messina.sink.write;

import dev.messina.sink.cql.BoundRow;
import dev.messina.sink.cql.RowWrites;
import dev.messina.sink.mutation.RowMutation;
import dev.messina.sink.route.Route;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;

/**
 * Binds mutations on the task's thread. That can fail for want of the cluster, since the statements
 * of a table that was altered are prepared again.
 */
final class Binder {

  private final RowWrites rows;
  private final Duration retryTimeout;
  private final Clock clock;
  private final FailureClassifier classifier = new FailureClassifier();

  /** Since when nothing could be bound; null if it could. */
  private Instant failingSince;

  Binder(RowWrites rows, Duration retryTimeout, Clock clock) {
    this.rows = rows;
    this.retryTimeout = retryTimeout;
    this.clock = clock;
  }

  /**
   * The mutation's rows.
   *
   * @throws DataException if the record must be dead-lettered
   * @throws RetriableException if it can be bound later
   * @throws ConnectException if the task must stop
   */
  List<BoundRow> bind(Route route, RowMutation mutation) {
    try {
      List<BoundRow> bound = rows.bind(route, mutation);
      failingSince = null;
      return bound;
    } catch (DataException reason) {
      throw reason;
    } catch (RuntimeException e) {
      throw consequence(mutation, e);
    }
  }

  private ConnectException consequence(RowMutation mutation, RuntimeException error) {
    Failure failure = classifier.classify(error);
    boolean passes =
        failure.kind() == Failure.Kind.RETRY || failure.kind() == Failure.Kind.RETRY_THEN_REJECT;
    failingSince = failingSince == null ? clock.instant() : failingSince;
    if (passes && Duration.between(failingSince, clock.instant()).compareTo(retryTimeout) < 0) {
      return new RetriableException(
          "The statements for the record at "
              + mutation.coordinates()
              + " cannot be prepared now ("
              + failure.reason()
              + "); this is tried again for "
              + retryTimeout.toMillis()
              + " ms (write.retry.timeout.ms). Check the cluster.",
          error);
    }
    return new ConnectException(
        "The statements for the record at "
            + mutation.coordinates()
            + " cannot be prepared: "
            + failure.reason()
            + ". Nothing was skipped; remove the cause and restart the task.",
        error);
  }
}
