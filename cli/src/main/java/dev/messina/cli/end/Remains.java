package dev.messina.cli.end;

import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.migration.ConnectorPair;
import dev.messina.cli.signal.ControlTopic;
import dev.messina.cli.verify.Migration;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What a migration leaves behind, in the order in which it is removed. */
final class Remains {

  private static final String CONNECTOR = "connector";
  private static final String TOPIC = "topic";

  private Remains() {}

  /**
   * All of it.
   *
   * @param all every connector of the cluster
   * @param restore the statement that gives the target its options back, if one is needed
   */
  static List<Remain> of(
      Migration migration, URI connect, Collection<ConnectorFile> all, Optional<String> restore) {
    ConnectorFile source = migration.source();
    ConnectorFile sink = migration.sinkFile();
    ConnectorPair pair = new ConnectorPair(source, sink);
    List<Remain> remains = new ArrayList<>();
    remains.add(new Remain(CONNECTOR, sink.name(), delete(connect, sink)));
    List<String> tables = pair.namedTables();
    boolean alone = tables.equals(List.of(migration.table()));
    remains.add(
        new Remain(
            CONNECTOR,
            source.name(),
            forget(connect, source)
                + " && "
                + delete(connect, source)
                + (alone ? "" : " (when all of its tables are over: " + tablesOf(tables) + ")")));
    List<String> readers = readers(all, sink, migration.topic());
    remains.add(
        new Remain(
            TOPIC,
            migration.topic(),
            readers.isEmpty()
                ? deleteTopic(migration.topic())
                : "keep it as long as it is read by " + String.join(", ", readers)));
    pair.deadLetters().forEach(queue -> remains.add(new Remain(TOPIC, queue, deleteTopic(queue))));
    String control = ControlTopic.of(source);
    remains.add(new Remain(TOPIC, control, deleteTopic(control) + (alone ? "" : " (likewise)")));
    String group =
        sink.config().getOrDefault("consumer.override.group.id", "connect-" + sink.name());
    remains.add(
        new Remain(
            "consumer_group",
            group,
            "kafka-consumer-groups --bootstrap-server BROKER --delete --group " + group));
    remains.add(
        new Remain(
            "stream",
            migration.table(),
            "aws dynamodb update-table --table-name %s --stream-specification StreamEnabled=false"
                .formatted(migration.table())));
    remains.add(
        new Remain("policy", policy(source, tables), "detach it from the role of the source"));
    restore.ifPresent(
        statement -> remains.add(new Remain("table_option", migration.target(), statement)));
    return remains;
  }

  private static String tablesOf(List<String> tables) {
    return tables.isEmpty() ? "those that it discovers" : String.join(", ", tables);
  }

  private static List<String> readers(
      Collection<ConnectorFile> all, ConnectorFile sink, String topic) {
    return all.stream()
        .filter(other -> !other.name().equals(sink.name()))
        .filter(other -> new ConnectorPair(sink, other).isTaken(topic))
        .map(ConnectorFile::name)
        .toList();
  }

  /** As the policies in {@code docs/iam} are called. */
  private static String policy(ConnectorFile source, List<String> tables) {
    String mode = source.config().getOrDefault("snapshot.mode", "initial").strip();
    return mode.replace('_', '-') + (tables.isEmpty() ? "-discovery" : "") + ".json";
  }

  private static String delete(URI connect, ConnectorFile connector) {
    return "curl -X DELETE " + address(connect, connector);
  }

  /** With its offsets left, a source of the same name would take no snapshot. */
  private static String forget(URI connect, ConnectorFile source) {
    return "curl -X PUT %1$s/stop && curl -X DELETE %1$s/offsets"
        .formatted(address(connect, source));
  }

  private static String address(URI connect, ConnectorFile connector) {
    return connect.toString().replaceAll("/$", "") + "/connectors/" + connector.name();
  }

  private static String deleteTopic(String topic) {
    return "kafka-topics --bootstrap-server BROKER --delete --topic " + topic;
  }
}
