package dev.messina.sink.session;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.servererrors.BootstrappingException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.QueryConsistencyException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLException;
import org.apache.kafka.connect.errors.ConnectException;

/** The cluster could not be asked; it may be up again later. */
public final class ClusterUnreachableException extends ConnectException {

  private static final long serialVersionUID = 1L;

  private static final List<Class<? extends Throwable>> TRANSIENT =
      List.of(
          DriverTimeoutException.class,
          BootstrappingException.class,
          OverloadedException.class,
          QueryConsistencyException.class);

  /** Of a cloud, which is asked for its nodes before any of them is. */
  private static final List<Class<? extends IOException>> OF_NETWORK =
      List.of(SocketException.class, SocketTimeoutException.class, UnknownHostException.class);

  public ClusterUnreachableException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Whether an error of the driver's may pass by waiting: nodes that are down, not a login or a
   * certificate that is refused.
   */
  public static boolean mayPass(RuntimeException error) {
    return error instanceof AllNodesFailedException everywhere
        ? causes(everywhere).stream().noneMatch(ClusterUnreachableException::isRefusal)
        : TRANSIENT.stream().anyMatch(type -> type.isInstance(error))
            || OF_NETWORK.stream().anyMatch(type -> type.isInstance(error.getCause()));
  }

  /** What a failure to prepare statements means for a task that starts. */
  public static ConnectException preparing(DriverException error) {
    String message = "Cannot prepare the statements: " + error.getMessage();
    return mayPass(error)
        ? new ClusterUnreachableException(message, error)
        : new ConnectException(message + " Remove the cause and restart the task.", error);
  }

  public static List<Throwable> causes(AllNodesFailedException error) {
    return error.getAllErrors().values().stream().flatMap(Collection::stream).toList();
  }

  /** A node that ended the handshake halfway may only have gone down. */
  public static boolean isOfCertificates(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException && !String.valueOf(cause.getMessage()).contains("closed")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRefusal(Throwable error) {
    return error instanceof AuthenticationException || isOfCertificates(error);
  }
}
