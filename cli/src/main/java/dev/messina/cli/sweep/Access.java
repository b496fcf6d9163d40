package dev.messina.cli.sweep;

import static dev.messina.cli.sweep.SweepRoute.text;

import dev.messina.cli.connect.ConnectorFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How Kafka and the target are reached. What is null is taken from the connectors' configurations.
 *
 * @param target {@code keyspace.table}
 * @param contactPoints {@code host:port}, with commas between
 * @param driverConfig a file in the driver's own format, such as for TLS; null for none
 * @param bootstrapServers {@code host:port}, with commas between
 * @param kafka settings of a Kafka client that go before the source's; empty for none
 */
public record Access(
    String target,
    String contactPoints,
    String localDatacenter,
    String username,
    String password,
    Path driverConfig,
    String bootstrapServers,
    Map<String, String> kafka) {

  private static final String KAFKA = "control.kafka.";
  private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

  public Access {
    kafka = Map.copyOf(kafka);
  }

  /**
   * A Kafka client's settings.
   *
   * @throws IllegalArgumentException if one is hidden behind a config provider
   */
  public Map<String, String> kafkaSettings(ConnectorFile source) {
    Map<String, String> settings = new HashMap<>();
    source
        .config()
        .forEach(
            (option, value) -> {
              if (option.startsWith(KAFKA)) {
                settings.put(option.substring(KAFKA.length()), value);
              }
            });
    settings.putAll(kafka);
    if (bootstrapServers != null) {
      settings.put(BOOTSTRAP_SERVERS, bootstrapServers);
    }
    settings.forEach((key, value) -> shown(source, KAFKA + key, value, "--kafka-config"));
    if (!settings.containsKey(BOOTSTRAP_SERVERS)) {
      throw new IllegalArgumentException(
          "Connector " + source.name() + " does not tell its brokers; say --bootstrap-servers.");
    }
    return settings;
  }

  /** {@code host:port} of nodes of the target's cluster. */
  List<String> contactPoints(ConnectorFile sink) {
    String points = chosen(contactPoints, sink, "scylladb.contact.points", "--contact-points");
    return Arrays.stream(points.split(",")).map(String::strip).toList();
  }

  String localDatacenter(ConnectorFile sink) {
    return chosen(localDatacenter, sink, "scylladb.local.datacenter", "--local-datacenter");
  }

  /** Empty for none. */
  String username(ConnectorFile sink) {
    return chosen(username, sink, "scylladb.username", "--username");
  }

  /** Empty for none. */
  String password(ConnectorFile sink) {
    return chosen(password, sink, "scylladb.password", "--password");
  }

  private static String chosen(String given, ConnectorFile sink, String option, String remedy) {
    return given == null ? shown(sink, option, text(sink, option, ""), remedy) : given;
  }

  private static String shown(ConnectorFile connector, String option, String value, String remedy) {
    if (value.contains("${")) {
      throw new IllegalArgumentException(
          "Connector %s has %s from a config provider, which only its worker can read; say %s."
              .formatted(connector.name(), option, remedy));
    }
    return value;
  }
}
