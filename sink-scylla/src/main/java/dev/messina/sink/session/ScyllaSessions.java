package dev.messina.sink.session;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Builds the driver's sessions; the only place that knows addresses, credentials and drivers'
 * options.
 */
final class ScyllaSessions {

  /** The worker loads each plugin by a class loader of its own; the driver's files are there. */
  private static final ClassLoader PLUGIN = ScyllaSessions.class.getClassLoader();

  /** The driver's own minute leaves tasks waiting for nodes that are back. */
  private static final Duration RECONNECTION_DELAY_MAX = Duration.ofSeconds(10);

  private static final String SHUTDOWN_UNIT = "MILLISECONDS";
  private static final int SHUTDOWN_QUIET = 200;
  private static final int SHUTDOWN_TIMEOUT = 5_000;

  /** Tasks bound what they have in flight; together they may have more than the usual 1024. */
  private static final int CONNECTION_REQUESTS_MAX = 16_384;

  private ScyllaSessions() {}

  /**
   * Connects to write. The session repairs its own connections from then on and is never rebuilt.
   *
   * @throws ClusterUnreachableException if no node answers
   * @throws ConnectException if the cluster refuses to be connected to; either is one line that
   *     says what to do
   */
  static CqlSession open(SessionSettings settings) {
    List<Finding> problems = settings.problems();
    if (!problems.isEmpty()) {
      throw new ConnectException(problems.get(0).key() + ": " + problems.get(0).problem());
    }
    try {
      return build(settings, "messina-sink");
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
   * @throws DriverException if no contact point answers
   */
  static CqlSession openToLookAround(SessionSettings settings) {
    return build(settings, "messina-sink-check");
  }

  private static CqlSession build(SessionSettings settings, String name) {
    CqlSessionBuilder builder =
        CqlSession.builder()
            .withClassLoader(PLUGIN)
            .withConfigLoader(options(settings, name).build());
    if (settings.cloud() != null) {
      builder.withCloudSecureConnectBundle(Path.of(settings.cloud().location()));
    } else {
      builder
          .addContactPoints(resolved(settings.contactPoints()))
          .withLocalDatacenter(settings.localDatacenter());
    }
    if (settings.username() != null) {
      builder.withAuthCredentials(settings.username(), settings.password().value());
    }
    if (settings.tls().enabled()) {
      builder.withSslEngineFactory(new NodeTls(settings.tls()));
    }
    return builder.build();
  }

  private static ProgrammaticDriverConfigLoaderBuilder options(
      SessionSettings settings, String name) {
    ProgrammaticDriverConfigLoaderBuilder options =
        DriverConfigLoader.programmaticBuilder(PLUGIN)
            .withString(DefaultDriverOption.SESSION_NAME, name)
            .withInt(DefaultDriverOption.CONNECTION_MAX_REQUESTS, CONNECTION_REQUESTS_MAX)
            .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, RECONNECTION_DELAY_MAX);
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

  private static List<InetSocketAddress> resolved(List<ContactPoint> points) {
    List<InetSocketAddress> addresses =
        points.stream()
            .map(ContactPoint::resolve)
            .filter(address -> !address.isUnresolved())
            .toList();
    if (addresses.isEmpty()) {
      throw new ClusterUnreachableException(
          "None of the hosts in "
              + points
              + " has an address; correct "
              + SessionSettings.CONTACT_POINTS
              + ".",
          null);
    }
    return addresses;
  }
}
