package dev.messina.cli;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.plan.Sides;
import dev.messina.cli.plan.check.ConnectSide;
import dev.messina.cli.plan.check.CqlSide;
import dev.messina.cli.plan.check.KafkaSide;
import dev.messina.cli.plan.propose.Wishes;
import dev.messina.cli.sweep.Access;
import dev.messina.cli.sweep.TargetSession;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The services behind DynamoDB: those that are named are asked, and stand in what is proposed. */
final class PlanSites {

  private static final Duration REST_PATIENCE = Duration.ofSeconds(5);

  @Option(
      names = "--contact-points",
      paramLabel = "HOST:PORT,…",
      description = "Nodes of the target's cluster; not asked if not said.")
  private String contactPoints;

  @Option(
      names = "--local-datacenter",
      paramLabel = "NAME",
      description = "The target's data centre; the nodes' own if not said.")
  private String datacenter;

  @Option(
      names = "--username",
      paramLabel = "NAME",
      description = "The role to log in as; none if not said.")
  private String username;

  @Option(
      names = "--password",
      arity = "0..1",
      paramLabel = "PASSWORD",
      interactive = true,
      description = {
        "The role's password, asked for if it is not said here; the environment's "
            + AccessOptions.PASSWORD_VARIABLE
            + " without the option."
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
      description = "Kafka; not asked if not said.")
  private String bootstrapServers;

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description = "More settings of a Kafka client.")
  private Path kafkaConfig;

  @Option(
      names = "--connect",
      paramLabel = "URL",
      description = "A Connect worker; not asked if not said.")
  private URI connect;

  PlanSites() {}

  /**
   * Asks those that are named.
   *
   * @param keyspace that the tables shall be in
   * @param topics that shall be made
   * @throws RuntimeException if one does not answer; in one line
   */
  Sides open(Arguments arguments, String keyspace, List<String> topics) throws IOException {
    Optional<CqlSide> cql =
        contactPoints == null ? Optional.empty() : Optional.of(cql(arguments, keyspace));
    Optional<KafkaSide> kafka =
        bootstrapServers == null ? Optional.empty() : Optional.of(kafka(arguments, topics));
    Optional<ConnectSide> worker =
        connect == null ? Optional.empty() : Optional.of(worker(arguments));
    String found = cql.map(CqlSide::datacenter).orElse("datacenter1");
    Wishes.Places places =
        new Wishes.Places(
            bootstrapServers == null ? "localhost:9092" : bootstrapServers,
            connect == null ? "http://localhost:8083" : connect.toString(),
            contactPoints == null ? "localhost:9042" : contactPoints,
            datacenter == null ? found : datacenter);
    return new Sides(places, cql, kafka, worker);
  }

  private CqlSide cql(Arguments arguments, String keyspace) {
    if (driverConfig != null) {
      arguments.file("--driver-config", driverConfig);
    }
    String secret = password == null ? System.getenv(AccessOptions.PASSWORD_VARIABLE) : password;
    Access access =
        new Access(null, contactPoints, datacenter, username, secret, driverConfig, null, Map.of());
    try (CqlSession session = TargetSession.open(access, new ConnectorFile("none", Map.of()))) {
      return CqlSide.of(session, contactPoints, keyspace);
    } catch (AllNodesFailedException unreachable) {
      throw TargetSession.unreachable(unreachable);
    }
  }

  private KafkaSide kafka(Arguments arguments, List<String> topics) throws IOException {
    Map<String, String> settings =
        new HashMap<>(arguments.properties("--kafka-config", kafkaConfig));
    settings.put("bootstrap.servers", bootstrapServers);
    settings.putIfAbsent("request.timeout.ms", "5000");
    settings.putIfAbsent("default.api.timeout.ms", "10000");
    try {
      return KafkaSide.of(settings, topics);
    } catch (RuntimeException failure) {
      throw KafkaOptions.told(settings, failure);
    }
  }

  private ConnectSide worker(Arguments arguments) {
    arguments.httpUrl("--connect", connect);
    return ConnectSide.of(new ConnectRest(() -> connect, REST_PATIENCE), connect);
  }
}
