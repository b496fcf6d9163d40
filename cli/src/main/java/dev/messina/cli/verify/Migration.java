package dev.messina.cli.verify;

import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.sweep.SweepRoute;
import dev.messina.verification.expect.Deployed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One table on its way, by the connectors that are deployed.
 *
 * @param table its name in DynamoDB
 * @param topic of its changes
 * @param target {@code keyspace.table}
 */
public record Migration(
    ConnectorFile source,
    Deployed sink,
    ConnectorFile sinkFile,
    String table,
    String topic,
    String target) {

  private static final String ITEM_TO_ROW = "ItemToRow";

  /** The way that a sweep goes. */
  public SweepRoute route() {
    return SweepRoute.of(source, sinkFile, table, target);
  }

  /**
   * @throws IllegalArgumentException if the two are no migration that can be verified; in one line
   */
  static Migration of(ConnectRest connect, MigrationSettings settings) {
    Map<String, ConnectorFile> connectors = connect.connectors();
    ConnectorFile source = connector(connectors, settings, settings.source(), "DynamoDbSource");
    ConnectorFile sinkFile = connector(connectors, settings, settings.sink(), "ScyllaSink");
    String table = settings.table().orElseGet(() -> onlyTable(source));
    SweepRoute route = SweepRoute.of(source, sinkFile, table, settings.access().target());
    Deployed sink =
        withMapping(new Deployed(sinkFile.name(), sinkFile.config()), settings.mapping());
    refuse(sink, route.topic());
    if (!route.target().matches("[^.]+\\.[^.]+")) {
      throw new IllegalArgumentException(
          "Connector %s does not name its one table in table.name; say --target keyspace.table."
              .formatted(sink.name()));
    }
    return new Migration(source, sink, sinkFile, table, route.topic(), route.target());
  }

  private static ConnectorFile connector(
      Map<String, ConnectorFile> connectors,
      MigrationSettings settings,
      String name,
      String plugin) {
    ConnectorFile found = connectors.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "Connect at %s has no connector %s; it has %s."
              .formatted(settings.connect(), name, connectors.keySet()));
    }
    String type = found.config().getOrDefault("connector.class", "none");
    String simple = type.substring(type.lastIndexOf('.') + 1);
    if (!simple.equals(plugin) && !simple.equals(plugin + "Connector")) {
      throw new IllegalArgumentException(
          "Connector %s is of class %s, not a %sConnector.".formatted(name, type, plugin));
    }
    return found;
  }

  private static String onlyTable(ConnectorFile source) {
    List<String> tables =
        Arrays.stream(source.config().getOrDefault("tables", "").split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
    if (tables.size() != 1) {
      throw new IllegalArgumentException(
          "Connector %s reads the tables %s; say --table.".formatted(source.name(), tables));
    }
    return tables.get(0);
  }

  private static Deployed withMapping(Deployed sink, Optional<Path> mapping) {
    if (mapping.isEmpty()) {
      return sink;
    }
    String alias =
        sink.list("transforms").stream()
            .filter(one -> sink.text("transforms." + one + ".type", "").endsWith(ITEM_TO_ROW))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Connector %s has no transform ItemToRow for --mapping."
                            .formatted(sink.name())));
    try {
      return sink.with("transforms." + alias + ".mapping", Files.readString(mapping.get()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          "The mapping " + mapping.get() + " cannot be read", unreadable);
    }
  }

  private static void refuse(Deployed sink, String topic) {
    if (!sink.list("topics").contains(topic) && !topic.matches(sink.text("topics.regex", ""))) {
      throw new IllegalArgumentException(
          "Connector %s does not read topic %s, to which the table goes."
              .formatted(sink.name(), topic));
    }
    if (!sink.text("ttl.seconds", "0").equals("0")) {
      throw new IllegalArgumentException(
          "Connector %s has ttl.seconds, so rows end while their items stay; nobody can verify that."
              .formatted(sink.name()));
    }
  }
}
