package dev.messina.cli;

import dev.messina.cli.sweep.Access;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How a command reaches Kafka and the target, where the connectors' own settings do not do. */
final class AccessOptions {

  static final String PASSWORD_VARIABLE = "MESSINA_SCYLLADB_PASSWORD";

  @Option(
      names = "--target",
      paramLabel = "KEYSPACE.TABLE",
      description = "The table to look at; the sink's table.name if not said.")
  private String target;

  @Option(
      names = "--contact-points",
      paramLabel = "HOST:PORT,…",
      description = "Nodes of the target's cluster; the sink's if not said.")
  private String contactPoints;

  @Option(
      names = "--local-datacenter",
      paramLabel = "NAME",
      description = "The data centre to ask; the sink's if not said.")
  private String localDatacenter;

  @Option(
      names = "--username",
      paramLabel = "NAME",
      description = "The role to log in as, with SELECT and MODIFY; the sink's if not said.")
  private String username;

  @Option(
      names = "--password",
      arity = "0..1",
      paramLabel = "PASSWORD",
      interactive = true,
      description = {
        "The role's password, asked for if it is not said here; the environment's "
            + PASSWORD_VARIABLE
            + " or the sink's without the option."
      })
  private String password;

  @Option(
      names = "--driver-config",
      paramLabel = "FILE",
      description = "More settings of the CQL driver in its own format, such as for TLS.")
  private Path driverConfig;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT,…",
      description = "Kafka; the source's control.kafka.bootstrap.servers if not said.")
  private String bootstrapServers;

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description = "More settings of a Kafka client, before the source's control.kafka.* ones.")
  private Path kafkaConfig;

  AccessOptions() {}

  Access access(Arguments arguments) throws IOException {
    if (driverConfig != null) {
      arguments.file("--driver-config", driverConfig);
    }
    return new Access(
        target,
        contactPoints,
        localDatacenter,
        username,
        password == null ? System.getenv(PASSWORD_VARIABLE) : password,
        driverConfig,
        bootstrapServers,
        arguments.properties("--kafka-config", kafkaConfig));
  }
}
