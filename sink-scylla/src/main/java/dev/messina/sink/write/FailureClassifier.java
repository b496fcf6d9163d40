package dev.messina.sink.write;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverExecutionException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.NodeUnavailableException;
import com.datastax.oss.driver.api.core.RequestThrottlingException;
import com.datastax.oss.driver.api.core.connection.BusyConnectionException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.connection.ConnectionInitException;
import com.datastax.oss.driver.api.core.connection.CrcMismatchException;
import com.datastax.oss.driver.api.core.connection.FrameTooLongException;
import com.datastax.oss.driver.api.core.connection.HeartbeatException;
import com.datastax.oss.driver.api.core.servererrors.BootstrappingException;
import com.datastax.oss.driver.api.core.servererrors.CDCWriteFailureException;
import com.datastax.oss.driver.api.core.servererrors.InvalidConfigurationInQueryException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.ReadFailureException;
import com.datastax.oss.driver.api.core.servererrors.ReadTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.ServerError;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import com.datastax.oss.driver.api.core.servererrors.WriteFailureException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import com.datastax.oss.driver.internal.core.adminrequest.UnexpectedResponseException;
import dev.messina.sink.statement.RowWriter.TableAlteredException;
import dev.messina.sink.write.Failure.Kind;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;

/**
 * The one place that decides between trying again, putting a record aside and stopping. What is not
 * listed here stops the task: a wrong retry never ends, and a wrong dead letter loses a row
 * quietly.
 *
 * <table>
 * <caption>The driver's exceptions</caption>
 * <tr><td>try again, in the end stop</td><td>timeouts of driver and replicas, too few replicas,
 * overload, a node that starts, no node, connections that break, are busy or cannot be set up, a
 * statement that could not be prepared again on a node, a full change log of Cassandra, a
 * configuration error (ScyllaDB's rate limit), reads that a write needs</td></tr>
 * <tr><td>try again, dead-lettered only while the table takes others</td><td>{@code
 * WriteFailureException}, {@code ServerError}</td></tr>
 * <tr><td>dead-lettered at once</td><td>an invalid query or a frame that is too long, of one row that
 * was sent alone</td></tr>
 * <tr><td>stop</td><td>refused logins and permissions, syntax, protocol, keyspace, codecs, user
 * functions, conditional writes, truncation, data definition, whatever else there will be</td></tr>
 * <tr><td>by its text or code</td><td>{@link ServerAnswers}</td></tr>
 * </table>
 */
final class FailureClassifier {

  /**
   * Nodes, connections, quorums and disk space come back; a connection that breaks while it is
   * written to shows itself as an I/O error. ScyllaDB answers a partition over its rate limit with
   * a configuration error when the driver does not know that limit.
   */
  private static final List<Class<? extends Throwable>> TRANSIENT =
      List.of(
          DriverTimeoutException.class,
          WriteTimeoutException.class,
          ReadTimeoutException.class,
          ReadFailureException.class,
          UnavailableException.class,
          OverloadedException.class,
          BootstrappingException.class,
          RequestThrottlingException.class,
          NodeUnavailableException.class,
          BusyConnectionException.class,
          ClosedConnectionException.class,
          ConnectionInitException.class,
          CrcMismatchException.class,
          HeartbeatException.class,
          UnexpectedResponseException.class,
          IOException.class,
          CDCWriteFailureException.class,
          InvalidConfigurationInQueryException.class,
          TableAlteredException.class);

  /**
   * A mutation that is too large, and replicas that restart, are full or limit their rate: the
   * server words the record's fault and its own alike.
   */
  private static final List<Class<? extends Throwable>> AMBIGUOUS =
      List.of(ServerError.class, WriteFailureException.class);

  /** A query that is invalid though its table is as it was when the row was bound. */
  private static final List<Class<? extends Throwable>> HOPELESS =
      List.of(DataException.class, FrameTooLongException.class, InvalidQueryException.class);

  private record Decision(Kind kind, String remedy) {}

  Failure classify(Throwable error) {
    Decision decision = decision(error);
    return Failure.of(decision.kind, decision.remedy, error);
  }

  private static Decision decision(Throwable error) {
    if (error instanceof AllNodesFailedException everywhere) {
      return ofAll(everywhere.getAllErrors());
    }
    if (error instanceof DriverExecutionException wrapped && wrapped.getCause() != null) {
      return decision(wrapped.getCause());
    }
    return ServerAnswers.known(error)
        .map(answer -> new Decision(answer.kind(), answer.remedy()))
        .orElseGet(() -> new Decision(byType(error), null));
  }

  private static Kind byType(Throwable error) {
    if (isAny(TRANSIENT, error)) {
      return Kind.RETRY;
    }
    if (isAny(AMBIGUOUS, error)) {
      return Kind.RETRY_THEN_DEAD_LETTER;
    }
    return isAny(HOPELESS, error) ? Kind.DEAD_LETTER : Kind.STOP;
  }

  /**
   * One node that may come back is reason enough to try again. Errors of no node at all mean that
   * none could be asked.
   */
  private static <N> Decision ofAll(Map<N, List<Throwable>> errors) {
    List<Decision> decisions =
        errors.values().stream()
            .flatMap(Collection::stream)
            .map(FailureClassifier::decision)
            .toList();
    for (Kind kind :
        List.of(Kind.RETRY, Kind.STOP, Kind.RETRY_THEN_DEAD_LETTER, Kind.DEAD_LETTER)) {
      for (Decision decision : decisions) {
        if (decision.kind == kind) {
          return decision;
        }
      }
    }
    return new Decision(Kind.RETRY, null);
  }

  private static boolean isAny(List<Class<? extends Throwable>> classes, Throwable error) {
    return classes.stream().anyMatch(type -> type.isInstance(error));
  }
}
