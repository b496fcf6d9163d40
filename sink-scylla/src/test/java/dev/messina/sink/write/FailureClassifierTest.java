package dev.messina.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.dse.driver.api.core.servererrors.UnfitClientException;
import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverExecutionException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.InvalidKeyspaceException;
import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.NodeUnavailableException;
import com.datastax.oss.driver.api.core.RequestThrottlingException;
import com.datastax.oss.driver.api.core.connection.BusyConnectionException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.connection.ConnectionInitException;
import com.datastax.oss.driver.api.core.connection.CrcMismatchException;
import com.datastax.oss.driver.api.core.connection.FrameTooLongException;
import com.datastax.oss.driver.api.core.connection.HeartbeatException;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.servererrors.AlreadyExistsException;
import com.datastax.oss.driver.api.core.servererrors.BootstrappingException;
import com.datastax.oss.driver.api.core.servererrors.CASWriteUnknownException;
import com.datastax.oss.driver.api.core.servererrors.CDCWriteFailureException;
import com.datastax.oss.driver.api.core.servererrors.DefaultWriteType;
import com.datastax.oss.driver.api.core.servererrors.FunctionFailureException;
import com.datastax.oss.driver.api.core.servererrors.InvalidConfigurationInQueryException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.ProtocolError;
import com.datastax.oss.driver.api.core.servererrors.ReadFailureException;
import com.datastax.oss.driver.api.core.servererrors.ReadTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.ServerError;
import com.datastax.oss.driver.api.core.servererrors.SyntaxError;
import com.datastax.oss.driver.api.core.servererrors.TruncateException;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import com.datastax.oss.driver.api.core.servererrors.WriteFailureException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.messina.sink.write.Failure.Kind;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.AbstractMap.SimpleEntry;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

  /** Of the way to the cluster, or around what is reported by its cause. */
  private static final Set<String> NOT_OF_A_WRITE =
      Set.of(
          "AllNodesFailedException",
          "DriverExecutionException",
          "UnsupportedProtocolVersionException",
          "AuthenticationException",
          "CodecNotFoundException");

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
        Arguments.of(new ReadTimeoutException(null, LEVEL, 1, 2, false), Kind.RETRY),
        Arguments.of(new ReadFailureException(null, LEVEL, 1, 2, 1, false, Map.of()), Kind.RETRY),
        Arguments.of(new BootstrappingException(null), Kind.RETRY),
        Arguments.of(new CDCWriteFailureException(null), Kind.RETRY),
        Arguments.of(new NodeUnavailableException(node()), Kind.RETRY),
        Arguments.of(
            new HeartbeatException(new InetSocketAddress(1), "no answer", null), Kind.RETRY),
        Arguments.of(new ConnectionInitException("no answer", null), Kind.RETRY),
        Arguments.of(new CrcMismatchException("bad"), Kind.RETRY),
        Arguments.of(new FrameTooLongException(new InetSocketAddress(1), "long"), Kind.DEAD_LETTER),
        Arguments.of(SERVER_ERROR, Kind.RETRY_THEN_DEAD_LETTER),
        Arguments.of(everywhere(SERVER_ERROR, SERVER_ERROR), Kind.RETRY_THEN_DEAD_LETTER),
        Arguments.of(
            new WriteFailureException(null, LEVEL, 0, 1, DefaultWriteType.SIMPLE, 1, Map.of()),
            Kind.RETRY_THEN_DEAD_LETTER),
        Arguments.of(new InvalidQueryException(null, "Key"), Kind.DEAD_LETTER),
        Arguments.of(new DataException("bad"), Kind.DEAD_LETTER),
        Arguments.of(new UnauthorizedException(null, "MODIFY"), Kind.STOP),
        Arguments.of(new SyntaxError(null, "near"), Kind.STOP),
        Arguments.of(new ProtocolError(null, "bad"), Kind.STOP),
        Arguments.of(new InvalidKeyspaceException("gone"), Kind.STOP),
        Arguments.of(new ConnectException("no table"), Kind.STOP),
        Arguments.of(everywhere(new UnauthorizedException(null, "MODIFY")), Kind.STOP),
        Arguments.of(new CASWriteUnknownException(null, LEVEL, 1, 2), Kind.STOP),
        Arguments.of(new TruncateException(null, "under way"), Kind.STOP),
        Arguments.of(new FunctionFailureException(null, "of a user"), Kind.STOP),
        Arguments.of(new AlreadyExistsException(null, "shop", "orders"), Kind.STOP),
        Arguments.of(new UnfitClientException(null, "graph"), Kind.STOP),
        Arguments.of(new IllegalStateException("new to us"), Kind.STOP));
  }

  @ParameterizedTest(name = "{1}: {0}")
  @MethodSource("answers")
  void decidesByTheTextWhereItSaysMoreThanTheType(Throwable error, Kind kind, String remedy) {
    Failure failure = classifier.classify(error);
    assertThat(failure.kind()).isEqualTo(kind);
    if (remedy == null) {
      assertThat(failure.remedy()).isNull();
    } else {
      assertThat(failure.remedy()).contains(remedy);
    }
    assertThat(classifier.classify(everywhere(error)).remedy()).isEqualTo(failure.remedy());
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of(
            invalid(
                "cdc: attempted to get a stream \"from the future\" (2026/11/01 00:00:09; current"
                    + " server time: 2026/11/01 00:00:00). With CDC you cannot send writes"),
            Kind.RETRY,
            "wait until the server's clock"),
        Arguments.of(
            invalid(
                "cdc: attempted to get a stream \"from the past\" (2025/07/29 20:55:32; current"
                    + " server time: 2025/07/31 11:07:39). With CDC you cannot send writes"),
            Kind.STOP,
            "WITH cdc = {'enabled': false}"),
        Arguments.of(
            invalid(
                "cdc: attempted to get a stream from an earlier generation than the currently used"
                    + " one. With CDC you cannot send writes"),
            Kind.STOP,
            "WITH cdc = {'enabled': false}"),
        Arguments.of(
            server(
                "cdc::metadata::get_stream: could not find any CDC streams for table 5f-11 for"
                    + " timestamp 1735689600000000."),
            Kind.STOP,
            "WITH cdc = {'enabled': false}"),
        Arguments.of(
            server(
                "cdc: attempted to get a stream from a generation that we know about, but weren't"
                    + " able to retrieve"),
            Kind.RETRY,
            null),
        Arguments.of(
            server("cdc::metadata::get_stream: could not find stream metadata for table 5f-11."),
            Kind.RETRY,
            null),
        Arguments.of(
            invalid(
                "Guardrail replica_disk_usage violated: Write request failed because disk usage"
                    + " exceeds failure threshold"),
            Kind.RETRY,
            null),
        Arguments.of(
            invalid(
                "Write consistency level ONE is forbidden by the current configuration setting of"
                    + " write_consistency_levels_disallowed."),
            Kind.STOP,
            "scylladb.consistency.level"),
        Arguments.of(
            invalid("Provided values [ONE] are not allowed for write consistency levels"),
            Kind.STOP,
            "scylladb.consistency.level"),
        Arguments.of(
            invalid("User provided timestamps (USING TIMESTAMP) is not allowed"),
            Kind.STOP,
            "user_timestamps_enabled"),
        Arguments.of(
            invalid(
                "The modification to table shop.orders has a timestamp 1 before the minimum"
                    + " allowable failure threshold 2"),
            Kind.STOP,
            "minimum_timestamp"),
        Arguments.of(
            invalid(
                "The modification to table shop.orders has a timestamp 3 after the maximum"
                    + " allowable failure threshold 2"),
            Kind.RETRY,
            "maximum_timestamp"),
        Arguments.of(
            server("Mutation of 20000000 bytes is too large for the maximum size of 16777216"),
            Kind.DEAD_LETTER,
            null),
        Arguments.of(failureFor(5), Kind.RETRY, null),
        Arguments.of(failureFor(0), Kind.RETRY_THEN_DEAD_LETTER, null),
        Arguments.of(invalid("Key length of 70000 is longer than"), Kind.DEAD_LETTER, null));
  }

  /** What a new version of the driver brings has to be decided as well. */
  @Test
  void everyExceptionOfTheDriverIsDecided() {
    Set<String> known =
        new ClassFileImporter()
                .importPackages(
                    "com.datastax.oss.driver.api.core", "com.datastax.dse.driver.api.core")
                .stream()
                .filter(type -> type.isAssignableTo(Throwable.class))
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toSet());
    Set<String> tested =
        Stream.concat(errors(), answers())
            .map(arguments -> arguments.get()[0].getClass().getSimpleName())
            .collect(Collectors.toCollection(HashSet::new));
    tested.addAll(NOT_OF_A_WRITE);
    assertThat(tested).containsAll(known);
  }

  @Test
  void looksIntoWhatOnlyWraps() {
    assertThat(classifier.classify(new DriverExecutionException(new IOException("reset"))).kind())
        .isEqualTo(Kind.RETRY);
  }

  private static InvalidQueryException invalid(String message) {
    return new InvalidQueryException(null, message);
  }

  private static ServerError server(String message) {
    return new ServerError(null, message);
  }

  /** As the protocol's fifth version tells it, with the reason of a replica. */
  private static WriteFailureException failureFor(int reason) {
    return new WriteFailureException(
        null,
        LEVEL,
        0,
        1,
        DefaultWriteType.SIMPLE,
        1,
        Map.of(InetAddress.getLoopbackAddress(), reason));
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
