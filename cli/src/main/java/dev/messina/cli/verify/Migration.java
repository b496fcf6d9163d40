package dev.messina.cli.verify;

import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.migration.ConnectorPair;
import dev.messina.cli.sweep.SweepRoute;
import dev.messina.verification.expect.Deployed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
   * Asks Connect for it.
   *
   * @throws IllegalArgumentException if the two are no migration that can be verified; in one line
   */
  public static Migration of(ConnectRest connect, MigrationSettings settings) {
    ConnectorPair pair =
        ConnectorPair.of(connect, settings.connect(), settings.source(), settings.sink());
    ConnectorFile source = pair.source();
    ConnectorFile sinkFile = pair.sink();
    String table = settings.table().orElseGet(pair::onlyTable);
    SweepRoute route = SweepRoute.of(source, sinkFile, table, settings.access().target());
    Deployed sink =
        withMapping(new Deployed(sinkFile.name(), sinkFile.config()), settings.mapping());
    refuse(pair, sink, route.topic());
    if (!route.target().matches("[^.]+\\.[^.]+")) {
      throw new IllegalArgumentException(
          "Connector %s does not name its one table in table.name; say --target keyspace.table."
              .formatted(sink.name()));
    }
    return new Migration(source, sink, sinkFile, table, route.topic(), route.target());
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
    String option = "transforms." + alias + ".mapping";
    String deployed = sink.text(option, "");
    try {
      String given = Files.readString(mapping.get());
      if (!deployed.contains("${") && !given.strip().equals(deployed)) {
        throw new IllegalArgumentException(
            "The mapping %s is not the one that connector %s runs; deploy it, or leave --mapping out."
                .formatted(mapping.get(), sink.name()));
      }
      return sink.with(option, given);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          "The mapping " + mapping.get() + " cannot be read", unreadable);
    }
  }

  private static void refuse(ConnectorPair pair, Deployed sink, String topic) {
    if (!pair.isTaken(topic)) {
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
