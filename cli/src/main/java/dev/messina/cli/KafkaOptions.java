package dev.messina.cli;

import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.sweep.Access;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.TimeoutException;
import picocli.CommandLine.Option;

/** How a command reaches Kafka, with or without a connector that knows it. */
final class KafkaOptions {

  private static final Duration REST_PATIENCE = Duration.ofSeconds(20);
  private static final String SOURCE = "DynamoDbSource";

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT,…",
      description = {
        "Kafka; the source's control.kafka.bootstrap.servers, or localhost:9092 where no connector"
            + " is named, if not said."
      })
  private String bootstrapServers;

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description = "More settings of a Kafka client, before the source's control.kafka.* ones.")
  private Path kafkaConfig;

  @Option(
      names = "--connect",
      paramLabel = "URL",
      defaultValue = "http://localhost:8083",
      description = "The Connect worker that knows the connector; ${DEFAULT-VALUE} if not said.")
  private URI connect;

  KafkaOptions() {}

  ConnectRest connect(Arguments arguments) {
    arguments.httpUrl("--connect", connect);
    return new ConnectRest(() -> connect, REST_PATIENCE);
  }

  /**
   * Settings of a Kafka client.
   *
   * @param source the connector that knows Kafka; null for none
   * @throws IllegalArgumentException if one is hidden behind a config provider
   */
  Map<String, String> settings(Arguments arguments, ConnectorFile source) throws IOException {
    Access access =
        new Access(
            null,
            null,
            null,
            null,
            null,
            null,
            bootstrapServers,
            arguments.properties("--kafka-config", kafkaConfig));
    Map<String, String> settings =
        new HashMap<>(access.kafkaSettings(source == null ? none() : source));
    settings.putIfAbsent("request.timeout.ms", "10000");
    settings.putIfAbsent("default.api.timeout.ms", "15000");
    return settings;
  }

  /** What failed, with the address in it where Kafka did not answer. */
  static RuntimeException told(Map<String, String> settings, RuntimeException failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof TimeoutException) {
        return new IllegalStateException(
            "Kafka at %s does not answer (%s). Correct --bootstrap-servers or --kafka-config."
                .formatted(settings.get("bootstrap.servers"), each.getMessage()),
            failure);
      }
    }
    return failure;
  }

  /** The source of a Connect cluster that has only one; it is the only kind that tells brokers. */
  static ConnectorFile onlySource(ConnectRest connect) {
    List<ConnectorFile> sources =
        connect.connectors().values().stream()
            .filter(one -> one.config().getOrDefault("connector.class", "").contains(SOURCE))
            .toList();
    if (sources.size() != 1) {
      throw new IllegalArgumentException(
          "A sink does not tell its brokers; say --source or --bootstrap-servers. The sources are "
              + sources.stream().map(ConnectorFile::name).toList()
              + ".");
    }
    return sources.get(0);
  }

  /** What counts where no connector is named. */
  private static ConnectorFile none() {
    return new ConnectorFile("none", Map.of("control.kafka.bootstrap.servers", "localhost:9092"));
  }

  String bootstrapServers() {
    return bootstrapServers;
  }
}
