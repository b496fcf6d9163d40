package dev.messina.sink.session;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import java.net.InetSocketAddress;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Builds the driver's sessions; the only place that knows addresses, credentials and drivers'
 * options.
 */
public final class ScyllaSessions {

  /** The worker loads each plugin by a class loader of its own; the driver's files are there. */
  private static final ClassLoader PLUGIN = ScyllaSessions.class.getClassLoader();

  private static final String SHUTDOWN_UNIT = "MILLISECONDS";
  private static final int SHUTDOWN_QUIET = 200;
  private static final int SHUTDOWN_TIMEOUT = 5_000;

  private ScyllaSessions() {}

  /**
   * Connects to write. The session repairs its own connections from then on and is never rebuilt.
   *
   * @param name shown in the driver's log lines and thread names
   * @param keyspace the only one whose schema is followed
   * @throws ConnectException if the cluster cannot be reached; one line that says what to do
   */
  public static CqlSession open(SessionSettings settings, String name, String keyspace) {
    try {
      return build(
          settings,
          options(settings, name)
              .withStringList(
                  DefaultDriverOption.METADATA_SCHEMA_REFRESHED_KEYSPACES, List.of(keyspace)));
    } catch (DriverException e) {
      throw new ConnectException(
          "Cannot connect to "
              + settings.contactPoints()
              + ": "
              + e.getMessage()
              + " Check that the cluster is up, and restart the task.",
          e);
    }
  }

  /**
   * Connects to look at all keyspaces.
   *
   * @throws DriverException if no contact point answers
   */
  static CqlSession openToLookAround(SessionSettings settings) {
    return build(settings, options(settings, "messina-sink-check"));
  }

  private static CqlSession build(
      SessionSettings settings, ProgrammaticDriverConfigLoaderBuilder options) {
    CqlSessionBuilder builder =
        CqlSession.builder()
            .withClassLoader(PLUGIN)
            .withConfigLoader(options.build())
            .addContactPoints(resolved(settings.contactPoints()))
            .withLocalDatacenter(settings.localDatacenter());
    if (settings.username() != null) {
      builder.withAuthCredentials(settings.username(), settings.password().value());
    }
    return builder.build();
  }

  private static ProgrammaticDriverConfigLoaderBuilder options(
      SessionSettings settings, String name) {
    return DriverConfigLoader.programmaticBuilder(PLUGIN)
        .withString(DefaultDriverOption.SESSION_NAME, name)
        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, settings.requestTimeout())
        .withString(DefaultDriverOption.REQUEST_CONSISTENCY, settings.consistencyLevel())
        .withBoolean(DefaultDriverOption.REQUEST_DEFAULT_IDEMPOTENCE, true)
        // Nobody uses a session that is being closed: a task need not take two seconds to end.
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
      throw new ConnectException(
          "None of the hosts in "
              + points
              + " has an address; correct "
              + SessionSettings.CONTACT_POINTS
              + ".");
    }
    return addresses;
  }
}
