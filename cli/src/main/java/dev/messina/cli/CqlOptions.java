package dev.messina.cli;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.sweep.Access;
import dev.messina.cli.sweep.TargetSession;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Option;

/** How a command reaches the target's cluster, with or without a connector that knows it. */
final class CqlOptions {

  private static final Duration REST_PATIENCE = Duration.ofSeconds(20);

  @Option(
      names = "--contact-points",
      paramLabel = "HOST:PORT,…",
      description = "Nodes of the cluster; the sink's, or localhost:9042, if not said.")
  private String contactPoints;

  @Option(
      names = "--local-datacenter",
      paramLabel = "NAME",
      description = "The data centre to ask; the sink's, or the nodes' own, if not said.")
  private String localDatacenter;

  @Option(
      names = "--username",
      paramLabel = "NAME",
      description = "The role to log in as; the sink's if not said.")
  private String username;

  @Option(
      names = "--password",
      arity = "0..1",
      paramLabel = "PASSWORD",
      interactive = true,
      description = {
        "The role's password, asked for if it is not said here; the environment's "
            + AccessOptions.PASSWORD_VARIABLE
            + " or the sink's without the option."
      })
  private String password;

  @Option(
      names = "--driver-config",
      paramLabel = "FILE",
      description = "More settings of the CQL driver in its own format, such as for TLS.")
  private Path driverConfig;

  @Option(
      names = "--sink",
      paramLabel = "NAME",
      description = "A connector that is deployed, for what is not said of the above.")
  private String sink;

  @Option(
      names = "--connect",
      paramLabel = "URL",
      defaultValue = "http://localhost:8083",
      description = "The Connect worker that knows it; ${DEFAULT-VALUE} if not said.")
  private URI connect;

  CqlOptions() {}

  /**
   * @throws IllegalArgumentException if a setting is missing, malformed or hidden
   * @throws RuntimeException if Connect or the cluster does not answer
   */
  CqlSession open(Arguments arguments) {
    arguments.httpUrl("--connect", connect);
    if (driverConfig != null) {
      arguments.file("--driver-config", driverConfig);
    }
    try {
      return TargetSession.open(access(), sink == null ? none() : sink());
    } catch (AllNodesFailedException unreachable) {
      throw TargetSession.unreachable(unreachable);
    }
  }

  private Access access() {
    return new Access(
        null,
        contactPoints,
        localDatacenter,
        username,
        password == null ? System.getenv(AccessOptions.PASSWORD_VARIABLE) : password,
        driverConfig,
        null,
        Map.of());
  }

  /** Whether a connector that is deployed was named. */
  boolean namesSink() {
    return sink != null;
  }

  /**
   * The connector that was named.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  ConnectorFile sink() {
    return new ConnectRest(() -> connect, REST_PATIENCE).connector(sink);
  }

  /** What counts where no connector is named. */
  private static ConnectorFile none() {
    return new ConnectorFile("none", Map.of("scylladb.contact.points", "localhost:9042"));
  }
}
