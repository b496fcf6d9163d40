package dev.messina.sink.session;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import com.datastax.oss.driver.api.core.metadata.EndPoint;
import dev.messina.plugin.OptionError;
import dev.messina.sink.session.SessionSettings.ContactPoint;
import dev.messina.sink.session.TlsSettings.NodeTls;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Builds the driver's sessions; the only place that knows addresses, credentials and drivers'
 * options.
 */
public final class ScyllaSessions {

  /** The worker loads each plugin by a class loader of its own; the driver's files are there. */
  private static final ClassLoader PLUGIN = ScyllaSessions.class.getClassLoader();

  /** The driver's own minute leaves tasks waiting for nodes that are back. */
  private static final Duration RECONNECTION_DELAY_MAX = Duration.ofSeconds(10);

  private static final String SHUTDOWN_UNIT = "MILLISECONDS";
  private static final int SHUTDOWN_QUIET = 200;
  private static final int SHUTDOWN_TIMEOUT = 5_000;

  /** Tasks bound what they have in flight; together they may have more than the usual 1024. */
  private static final int CONNECTION_REQUESTS_MAX = 16_384;

  /** Connect's own limit for the answer to a validation is 90 s. */
  private static final Duration LOOK_MAX = Duration.ofSeconds(45);

  private ScyllaSessions() {}

  /**
   * Connects to write. The session repairs its own connections from then on; when all of its nodes
   * are down, it asks for the contact points' addresses again.
   *
   * @throws ClusterUnreachableException if no node answers
   * @throws ConnectException if the cluster refuses to be connected to; either is one line that
   *     says what to do
   */
  static CqlSession open(SessionSettings settings) {
    return open(settings, InetAddress::getAllByName);
  }

  /**
   * The same.
   *
   * @param names who is asked for the addresses of contact points
   */
  static CqlSession open(SessionSettings settings, NodeName.Resolver names) {
    List<OptionError> problems = settings.problems();
    if (!problems.isEmpty()) {
      throw new ConnectException(problems.get(0).option() + ": " + problems.get(0).problem());
    }
    try {
      return builder(settings, "messina-sink", names).build();
    } catch (DriverException | IllegalStateException e) {
      String message =
          "Cannot connect to "
              + settings.target()
              + ": "
              + (e.getMessage() == null ? Reasons.of(e) : e.getMessage());
      if (ClusterUnreachableException.mayPass(e)) {
        throw new ClusterUnreachableException(
            message + " Check that the cluster is up, and restart the task.", e);
      }
      throw new ConnectException(message + " Correct the options and restart the task.", e);
    }
  }

  /**
   * Connects to look at all keyspaces.
   *
   * @throws DriverException if no contact point answers, or none in the time that Connect gives a
   *     validation
   */
  public static CqlSession openToLookAround(SessionSettings settings) {
    CompletableFuture<CqlSession> opening =
        builder(settings, "messina-sink-check", InetAddress::getAllByName)
            .buildAsync()
            .toCompletableFuture();
    try {
      return opening.get(LOOK_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException reason
          ? reason
          : new ConnectException("Cannot connect: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      var unusedFuture = opening.thenAccept(CqlSession::closeAsync);
      throw new DriverTimeoutException(
          "The cluster has not answered for " + LOOK_MAX.toSeconds() + " s");
    } catch (InterruptedException e) {
      var unusedFuture = opening.thenAccept(CqlSession::closeAsync);
      Thread.currentThread().interrupt();
      throw new ConnectException("Interrupted while connecting.", e);
    }
  }

  private static CqlSessionBuilder builder(
      SessionSettings settings, String name, NodeName.Resolver names) {
    CqlSessionBuilder builder =
        CqlSession.builder()
            .withClassLoader(PLUGIN)
            .withConfigLoader(options(settings, name).build());
    if (settings.cloud() != null) {
      builder.withCloudSecureConnectBundle(Path.of(settings.cloud().location()));
    } else {
      builder
          .addContactEndPoints(named(settings.contactPoints(), names))
          .withLocalDatacenter(settings.localDatacenter());
    }
    if (settings.username() != null) {
      builder.withAuthCredentials(settings.username(), settings.password().value());
    }
    if (settings.tls().enabled()) {
      builder.withSslEngineFactory(new NodeTls(settings.tls()));
    }
    return builder;
  }

  private static ProgrammaticDriverConfigLoaderBuilder options(
      SessionSettings settings, String name) {
    ProgrammaticDriverConfigLoaderBuilder options =
        DriverConfigLoader.programmaticBuilder(PLUGIN)
            .withString(DefaultDriverOption.SESSION_NAME, name)
            .withInt(DefaultDriverOption.CONNECTION_MAX_REQUESTS, CONNECTION_REQUESTS_MAX)
            .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, RECONNECTION_DELAY_MAX)
            .withBoolean(DefaultDriverOption.CONTROL_CONNECTION_RECONNECT_CONTACT_POINTS, true);
    withShortEnd(options);
    DriverOptions.apply(settings.driver(), options);
    if (settings.localRack() != null) {
      options.withString(DefaultDriverOption.LOAD_BALANCING_LOCAL_RACK, settings.localRack());
    }
    return options
        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, settings.requestTimeout())
        .withString(DefaultDriverOption.REQUEST_CONSISTENCY, settings.consistencyLevel())
        .withBoolean(DefaultDriverOption.REQUEST_DEFAULT_IDEMPOTENCE, true)
        .withBoolean(DefaultDriverOption.REQUEST_LOGGER_VALUES, false);
  }

  /** Nobody uses a session that is being closed: a task need not take two seconds to end. */
  private static void withShortEnd(ProgrammaticDriverConfigLoaderBuilder options) {
    options
        .withString(DefaultDriverOption.NETTY_IO_SHUTDOWN_UNIT, SHUTDOWN_UNIT)
        .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, SHUTDOWN_QUIET)
        .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_TIMEOUT, SHUTDOWN_TIMEOUT)
        .withString(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_UNIT, SHUTDOWN_UNIT)
        .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, SHUTDOWN_QUIET)
        .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_TIMEOUT, SHUTDOWN_TIMEOUT);
  }

  private static List<EndPoint> named(List<ContactPoint> points, NodeName.Resolver resolver) {
    List<NodeName> names =
        points.stream().flatMap(point -> NodeName.of(point, resolver).stream()).toList();
    if (names.stream().noneMatch(NodeName::isKnown)) {
      throw new ClusterUnreachableException(
          "None of the hosts in "
              + points
              + " has an address; correct "
              + SessionSettings.CONTACT_POINTS
              + ".",
          null);
    }
    return List.copyOf(names);
  }
}
