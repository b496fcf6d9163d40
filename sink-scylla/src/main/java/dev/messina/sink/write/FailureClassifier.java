package dev.messina.sink.write;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.NodeUnavailableException;
import com.datastax.oss.driver.api.core.RequestThrottlingException;
import com.datastax.oss.driver.api.core.connection.BusyConnectionException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.connection.ConnectionInitException;
import com.datastax.oss.driver.api.core.connection.FrameTooLongException;
import com.datastax.oss.driver.api.core.connection.HeartbeatException;
import com.datastax.oss.driver.api.core.servererrors.BootstrappingException;
import com.datastax.oss.driver.api.core.servererrors.CDCWriteFailureException;
import com.datastax.oss.driver.api.core.servererrors.InvalidConfigurationInQueryException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.ReadTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.ServerError;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import com.datastax.oss.driver.api.core.servererrors.WriteFailureException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import dev.messina.sink.cql.TableAlteredException;
import dev.messina.sink.write.Failure.Kind;
import java.io.IOException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.DataException;

/**
 * The one place that decides between trying again, putting a record aside and stopping. What is not
 * listed here stops the task: a wrong retry never ends, and a wrong rejection loses a row quietly.
 */
final class FailureClassifier {

  /**
   * Nodes, connections, quorums and disk space come back; a connection that breaks while it is
   * written to shows itself as an I/O error. ScyllaDB answers a partition over its rate limit with
   * a configuration error when the driver does not know that limit.
   */
  private static final List<Class<? extends Throwable>> PASSING =
      List.of(
          DriverTimeoutException.class,
          WriteTimeoutException.class,
          ReadTimeoutException.class,
          UnavailableException.class,
          OverloadedException.class,
          BootstrappingException.class,
          RequestThrottlingException.class,
          NodeUnavailableException.class,
          BusyConnectionException.class,
          ClosedConnectionException.class,
          ConnectionInitException.class,
          HeartbeatException.class,
          IOException.class,
          CDCWriteFailureException.class,
          InvalidConfigurationInQueryException.class,
          TableAlteredException.class);

  /**
   * A mutation that is too large, a commit log without room: the server words the record's fault
   * and its own alike.
   */
  private static final List<Class<? extends Throwable>> AMBIGUOUS =
      List.of(ServerError.class, WriteFailureException.class);

  /** A query that is invalid though its table is as it was when the row was bound. */
  private static final List<Class<? extends Throwable>> HOPELESS =
      List.of(DataException.class, FrameTooLongException.class, InvalidQueryException.class);

  Failure classify(Throwable error) {
    return Failure.of(kind(error), error);
  }

  private Kind kind(Throwable error) {
    if (error instanceof AllNodesFailedException everywhere) {
      return kindOfAll(everywhere.getAllErrors());
    }
    if (isAny(PASSING, error)) {
      return Kind.RETRY;
    }
    if (isAny(AMBIGUOUS, error)) {
      return Kind.RETRY_THEN_REJECT;
    }
    return isAny(HOPELESS, error) ? Kind.REJECT : Kind.STOP;
  }

  /**
   * One node that may come back is reason enough to try again. Errors of no node at all mean that
   * none could be asked.
   */
  private <N> Kind kindOfAll(Map<N, List<Throwable>> errors) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    errors.values().stream().flatMap(Collection::stream).map(this::kind).forEach(kinds::add);
    if (kinds.isEmpty() || kinds.contains(Kind.RETRY)) {
      return Kind.RETRY;
    }
    if (kinds.contains(Kind.STOP)) {
      return Kind.STOP;
    }
    return kinds.contains(Kind.RETRY_THEN_REJECT) ? Kind.RETRY_THEN_REJECT : Kind.REJECT;
  }

  private static boolean isAny(List<Class<? extends Throwable>> classes, Throwable error) {
    return classes.stream().anyMatch(type -> type.isInstance(error));
  }
}
