package dev.messina.cli.migration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.sweep.SweepRoute;
import dev.messina.verification.frontier.SourceProgress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The two connectors that carry tables from DynamoDB to a target, as they are deployed. */
public record ConnectorPair(ConnectorFile source, ConnectorFile sink) {

  private static final String SOURCE = "DynamoDbSource";
  private static final String SINK = "ScyllaSink";

  /**
   * Asks Connect for them.
   *
   * @param worker its address, for messages
   * @throws IllegalArgumentException if one does not exist or is another plugin's; in one line
   */
  public static ConnectorPair of(ConnectRest connect, URI worker, String source, String sink) {
    Map<String, ConnectorFile> connectors = connect.connectors();
    return new ConnectorPair(
        connector(connectors, worker, source, SOURCE), connector(connectors, worker, sink, SINK));
  }

  private static ConnectorFile connector(
      Map<String, ConnectorFile> connectors, URI worker, String name, String plugin) {
    ConnectorFile found = connectors.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "Connect at %s has no connector %s; it has %s."
              .formatted(worker, name, connectors.keySet()));
    }
    String type = found.config().getOrDefault("connector.class", "none");
    String simple = type.substring(type.lastIndexOf('.') + 1);
    if (!simple.equals(plugin) && !simple.equals(plugin + "Connector")) {
      throw new IllegalArgumentException(
          "Connector %s is of class %s, not a %sConnector.".formatted(name, type, plugin));
    }
    return found;
  }

  /** The tables that the source's options name; none if they are found by pattern or tag. */
  public List<String> namedTables() {
    return list(source, "tables");
  }

  /**
   * The one table.
   *
   * @throws IllegalArgumentException if the source's options do not name just one
   */
  public String onlyTable() {
    List<String> tables = namedTables();
    if (tables.size() != 1) {
      throw new IllegalArgumentException(
          "Connector %s reads the tables %s; say --table.".formatted(source.name(), tables));
    }
    return tables.get(0);
  }

  /**
   * The tables whose changes the sink takes, sorted by name: those that the source's options name,
   * or those of which it has offsets.
   *
   * @param offsets the source's, as Connect gives them
   * @throws IllegalArgumentException if there is none
   */
  public List<String> tables(List<JsonNode> offsets) {
    List<String> named = namedTables();
    List<String> all = named.isEmpty() ? SourceProgress.tables(offsets) : named;
    List<String> common = all.stream().filter(table -> isTaken(topic(table))).sorted().toList();
    if (common.isEmpty()) {
      throw new IllegalArgumentException(
          "Connector %s takes no topic of the tables %s of connector %s."
              .formatted(sink.name(), all, source.name()));
    }
    return common;
  }

  /** The topic that the source gives a table. */
  public String topic(String table) {
    return SweepRoute.of(source, sink, table, null).topic();
  }

  /** Whether the sink reads a topic. */
  public boolean isTaken(String topic) {
    String pattern = option(sink, "topics.regex");
    return list(sink, "topics").contains(topic)
        || (!pattern.isEmpty() && Pattern.matches(pattern, topic));
  }

  /**
   * The topics of dead letters: the sink's queue, and where the source puts what is too big to
   * send. None where neither has one.
   */
  public List<String> deadLetters() {
    Stream<String> oversize =
        option(source, "oversize.policy").equals("dead_letter")
            ? Stream.of(oversizeTopic())
            : Stream.empty();
    return Stream.concat(Stream.of(option(sink, "errors.deadletterqueue.topic.name")), oversize)
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }

  private String oversizeTopic() {
    String named = option(source, "oversize.dead.letter.topic");
    return named.isEmpty() ? option(source, "topic.prefix") + ".oversize" : named;
  }

  private static String option(ConnectorFile connector, String option) {
    return connector.config().getOrDefault(option, "").strip();
  }

  private static List<String> list(ConnectorFile connector, String option) {
    return Arrays.stream(option(connector, option).split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
