package dev.messina.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.InvalidKeyspaceException;
import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.RequestThrottlingException;
import com.datastax.oss.driver.api.core.connection.BusyConnectionException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.servererrors.DefaultWriteType;
import com.datastax.oss.driver.api.core.servererrors.InvalidConfigurationInQueryException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.ProtocolError;
import com.datastax.oss.driver.api.core.servererrors.ServerError;
import com.datastax.oss.driver.api.core.servererrors.SyntaxError;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import com.datastax.oss.driver.api.core.servererrors.WriteFailureException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import dev.messina.sink.write.Failure.Kind;
import java.lang.reflect.Proxy;
import java.nio.channels.ClosedChannelException;
import java.util.AbstractMap.SimpleEntry;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureClassifierTest {

  private static final DefaultConsistencyLevel LEVEL = DefaultConsistencyLevel.LOCAL_QUORUM;
  private static final ServerError SERVER_ERROR = new ServerError(null, "no streams");
  private static final Throwable BUSY = new BusyConnectionException(1024);

  private final FailureClassifier classifier = new FailureClassifier();

  @ParameterizedTest(name = "{1}: {0}")
  @MethodSource("errors")
  void decides(Throwable error, Kind kind) {
    assertThat(classifier.classify(error).kind()).isEqualTo(kind);
  }

  static Stream<Arguments> errors() {
    return Stream.of(
        Arguments.of(new DriverTimeoutException("no answer"), Kind.RETRY),
        Arguments.of(
            new WriteTimeoutException(null, LEVEL, 1, 2, DefaultWriteType.UNLOGGED_BATCH),
            Kind.RETRY),
        Arguments.of(new UnavailableException(null, LEVEL, 2, 1), Kind.RETRY),
        Arguments.of(new OverloadedException(null, "shed"), Kind.RETRY),
        Arguments.of(new RequestThrottlingException("queue"), Kind.RETRY),
        Arguments.of(BUSY, Kind.RETRY),
        Arguments.of(new ClosedConnectionException("gone"), Kind.RETRY),
        Arguments.of(new NoNodeAvailableException(), Kind.RETRY),
        Arguments.of(new InvalidConfigurationInQueryException(null, "rate"), Kind.RETRY),
        Arguments.of(everywhere(SERVER_ERROR, BUSY), Kind.RETRY),
        Arguments.of(everywhere(new ClosedChannelException()), Kind.RETRY),
        Arguments.of(SERVER_ERROR, Kind.RETRY_THEN_REJECT),
        Arguments.of(everywhere(SERVER_ERROR, SERVER_ERROR), Kind.RETRY_THEN_REJECT),
        Arguments.of(
            new WriteFailureException(null, LEVEL, 0, 1, DefaultWriteType.SIMPLE, 1, Map.of()),
            Kind.RETRY_THEN_REJECT),
        Arguments.of(new InvalidQueryException(null, "Key"), Kind.REJECT),
        Arguments.of(new DataException("bad"), Kind.REJECT),
        Arguments.of(new UnauthorizedException(null, "MODIFY"), Kind.STOP),
        Arguments.of(new SyntaxError(null, "near"), Kind.STOP),
        Arguments.of(new ProtocolError(null, "bad"), Kind.STOP),
        Arguments.of(new InvalidKeyspaceException("gone"), Kind.STOP),
        Arguments.of(new ConnectException("no table"), Kind.STOP),
        Arguments.of(everywhere(new UnauthorizedException(null, "MODIFY")), Kind.STOP),
        Arguments.of(new IllegalStateException("new to us"), Kind.STOP));
  }

  @Test
  void saysWhatHappened() {
    assertThat(classifier.classify(SERVER_ERROR).reason()).isEqualTo("ServerError: no streams");
  }

  private static AllNodesFailedException everywhere(Throwable... errors) {
    List<Map.Entry<Node, Throwable>> byNode =
        Arrays.stream(errors)
            .<Map.Entry<Node, Throwable>>map(error -> new SimpleEntry<>(node(), error))
            .toList();
    return AllNodesFailedException.fromErrors(byNode);
  }

  /** A node of which nothing is asked but its identity. */
  private static Node node() {
    return (Node)
        Proxy.newProxyInstance(
            Node.class.getClassLoader(),
            new Class<?>[] {Node.class},
            (node, method, arguments) ->
                switch (method.getName()) {
                  case "hashCode" -> System.identityHashCode(node);
                  case "equals" -> node == arguments[0];
                  default -> "a node";
                });
  }
}
