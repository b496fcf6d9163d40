package dev.messina.cli.local;

import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import java.time.Duration;

/** How commands use the driver of the CQL server, where nobody has a configuration of its own. */
public final class PatientDriver {

  /** A cluster that is busy takes its time to tell its schema, or to make a table. */
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** A statement that changes the schema is answered when this is over and the schema is read. */
  private static final Duration SCHEMA_WINDOW = Duration.ofMillis(50);

  /** Nobody uses a session that is being closed: a command need not take two seconds to end. */
  private static final String SHUTDOWN_UNIT = "MILLISECONDS";

  private static final int SHUTDOWN_QUIET = 200;
  private static final int SHUTDOWN_TIMEOUT = 5_000;

  private PatientDriver() {}

  /** The driver's own settings, but for patience with the server and none with its own end. */
  public static ProgrammaticDriverConfigLoaderBuilder options() {
    return DriverConfigLoader.programmaticBuilder()
        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, TIMEOUT)
        .withDuration(DefaultDriverOption.METADATA_SCHEMA_REQUEST_TIMEOUT, TIMEOUT)
        .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, TIMEOUT)
        .withDuration(DefaultDriverOption.METADATA_SCHEMA_WINDOW, SCHEMA_WINDOW)
        .withString(DefaultDriverOption.NETTY_IO_SHUTDOWN_UNIT, SHUTDOWN_UNIT)
        .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, SHUTDOWN_QUIET)
        .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_TIMEOUT, SHUTDOWN_TIMEOUT)
        .withString(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_UNIT, SHUTDOWN_UNIT)
        .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, SHUTDOWN_QUIET)
        .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_TIMEOUT, SHUTDOWN_TIMEOUT);
  }
}
