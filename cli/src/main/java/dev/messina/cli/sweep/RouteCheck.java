package dev.messina.cli.sweep;

import static dev.messina.cli.sweep.SweepRoute.text;

import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.sweep.Readiness.Refused;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether the configurations allow a sweep at all: one table, one topic, one sink, one target, and
 * nothing on the way that keeps a live item from being written.
 */
final class RouteCheck {

  private static final String SOURCE_CLASS = "DynamoDbSource";
  private static final String SINK_CLASS = "ScyllaSink";
  private static final Pattern LIST = Pattern.compile("[,:\\s]+");
  private static final Pattern TARGET = Pattern.compile("[^.]+\\.[^.]+");

  private static final List<String> KNOWN_PACKAGES =
      List.of("org.apache.kafka.connect.transforms.", "dev.messina.transforms.");

  /** Kafka's transforms but for Filter, and the sink's own. */
  private static final Set<String> DROP_NOTHING =
      Set.of(
          "Cast",
          "DropHeaders",
          "ExtractField",
          "Flatten",
          "HeaderFrom",
          "HoistField",
          "InsertField",
          "InsertHeader",
          "ItemToRow",
          "MaskField",
          "RegexRouter",
          "ReplaceField",
          "SetSchemaMetadata",
          "TimestampConverter",
          "TimestampRouter",
          "ValueToKey");

  private RouteCheck() {}

  /**
   * @param others the other connectors of the cluster that may write into the target
   * @param trusted aliases of the sink's transforms that the user says drop no record
   */
  static Optional<Refused> refusal(
      SweepRoute route, Collection<ConnectorFile> others, Set<String> trusted) {
    return wrongClass(route.source(), SOURCE_CLASS, "--source")
        .or(() -> wrongClass(route.sink(), SINK_CLASS, "--sink"))
        .or(() -> otherTopic(route))
        .or(() -> unknownTarget(route))
        .or(() -> otherWriter(route, others))
        .or(() -> unsuitableSink(route))
        .or(() -> wrongWriteTimestamp(route))
        .or(() -> filter(route.sink(), trusted));
  }

  /**
   * The connectors that may write into the target too.
   *
   * @param ignored names of those that do not, as the user says
   */
  static List<ConnectorFile> others(
      Collection<ConnectorFile> all, ConnectorFile sink, Set<String> ignored) {
    return all.stream()
        .filter(other -> !other.name().equals(sink.name()))
        .filter(other -> !ignored.contains(other.name()))
        .toList();
  }

  /** Whether a connector is the sink for ScyllaDB. */
  static boolean isSink(ConnectorFile connector) {
    return isOf(connector, SINK_CLASS);
  }

  /** Connect takes a plugin's full name, its simple name, and that without its kind. */
  private static boolean isOf(ConnectorFile connector, String plugin) {
    String named = text(connector, "connector.class", "");
    String simple = named.substring(named.lastIndexOf('.') + 1);
    return simple.equals(plugin) || simple.equals(plugin + "Connector");
  }

  private static Optional<Refused> wrongClass(
      ConnectorFile connector, String plugin, String option) {
    return when(
        !isOf(connector, plugin),
        Refusal.WRONG_CONNECTOR,
        "Connector %s is of class %s, not a %sConnector; correct %s."
            .formatted(
                connector.name(), text(connector, "connector.class", "none"), plugin, option));
  }

  private static Optional<Refused> otherTopic(SweepRoute route) {
    List<String> topics =
        Stream.concat(
                LIST.splitAsStream(text(route.sink(), "topics", "")),
                Stream.of(text(route.sink(), "topics.regex", "")))
            .filter(topic -> !topic.isEmpty())
            .toList();
    return when(
        !topics.equals(List.of(route.topic())),
        Refusal.OTHER_TOPIC,
        ("Connector %s reads %s, table '%s' goes to topic %s. Sweeping needs a sink that reads this"
                + " topic alone: rows of other topics would be taken for deleted items.")
            .formatted(route.sink().name(), topics, route.table(), route.topic()));
  }

  private static Optional<Refused> unknownTarget(SweepRoute route) {
    return when(
        !TARGET.matcher(route.target()).matches(),
        Refusal.UNKNOWN_TARGET,
        "Connector %s does not name its one table in table.name; say --target keyspace.table."
            .formatted(route.sink().name()));
  }

  private static Optional<Refused> otherWriter(SweepRoute route, Collection<ConnectorFile> others) {
    return OtherWriters.of(others, route.target()).stream()
        .findFirst()
        .map(
            other ->
                new Refused(
                    Refusal.OTHER_WRITER,
                    ("Connector %s writes table %s too: its rows would be taken for deleted items."
                            + " If it is the table of another cluster, say --ignore-connector %s.")
                        .formatted(other, route.target(), other)));
  }

  private static Optional<Refused> unsuitableSink(SweepRoute route) {
    ConnectorFile sink = route.sink();
    return when(
            text(sink, "write.mode", "replace").equalsIgnoreCase("merge"),
            Refusal.MERGE_MODE,
            "Connector %s has write.mode=merge: what it leaves alone is not the epoch's to delete."
                .formatted(sink.name()))
        .or(
            () ->
                when(
                    route.generation() < 0,
                    Refusal.WRONG_GENERATION,
                    "Connector %s has mapping.generation=%s, which is none of 0 to 49; correct it."
                        .formatted(sink.name(), text(sink, "mapping.generation", ""))))
        .or(
            () ->
                when(
                    text(sink, "errors.tolerance", "none").equals("all")
                        && text(sink, DeadLetterCheck.SINK_TOPIC, "").isEmpty(),
                    Refusal.REJECTS_UNSEEN,
                    ("Connector %s skips bad records and keeps none of them, so live items may have"
                            + " no row of the epoch. Set %s and have the table scanned again.")
                        .formatted(sink.name(), DeadLetterCheck.SINK_TOPIC)))
        .or(
            () ->
                when(
                    text(sink, "consumer.override.auto.offset.reset", "earliest").equals("latest"),
                    Refusal.SKIPS_TO_LATEST,
                    ("Connector %s has consumer.override.auto.offset.reset=latest, so it may have"
                            + " skipped rows of the epoch. Remove it, and read the topic again.")
                        .formatted(sink.name())));
  }

  /**
   * Only the source's own write timestamps compare with an epoch. All others may lie below it in
   * rows that are alive, and a deletion there would also hide what the sink writes later.
   */
  private static Optional<Refused> wrongWriteTimestamp(SweepRoute route) {
    String writeTimestamp = text(route.sink(), "write.timestamp.source", "header");
    return when(
        !writeTimestamp.equals("header"),
        Refusal.WRONG_WRITE_TIMESTAMP,
        ("Connector %s has write.timestamp.source=%s, so write timestamps of live rows may lie"
                + " below the epoch. To remove orphaned rows, truncate %s and replay the topic.")
            .formatted(route.sink().name(), writeTimestamp, route.target()));
  }

  private static Optional<Refused> filter(ConnectorFile sink, Set<String> trusted) {
    return Arrays.stream(LIST.split(text(sink, "transforms", "")))
        .filter(alias -> !alias.isEmpty() && !trusted.contains(alias))
        .filter(alias -> mayDrop(type(sink, alias)))
        .findFirst()
        .map(
            alias ->
                new Refused(
                    Refusal.FILTERED,
                    ("Transform '%s' of connector %s is of class %s, which may drop records, so"
                            + " live items may have no row of the epoch. Say which items belong to"
                            + " the table in the mapping's 'when'. If it drops none, say"
                            + " --trust-transform %s.")
                        .formatted(alias, sink.name(), type(sink, alias), alias)));
  }

  private static String type(ConnectorFile sink, String alias) {
    return text(sink, "transforms." + alias + ".type", "none");
  }

  /** Whether a class is none of those that are known to hand on every record of a live item. */
  private static boolean mayDrop(String type) {
    String simple = type.substring(type.lastIndexOf('.') + 1);
    String outer = simple.contains("$") ? simple.substring(0, simple.indexOf('$')) : simple;
    boolean isForeign = type.contains(".") && KNOWN_PACKAGES.stream().noneMatch(type::startsWith);
    return isForeign || !DROP_NOTHING.contains(outer);
  }

  private static Optional<Refused> when(boolean refused, Refusal refusal, String reason) {
    return refused ? Optional.of(new Refused(refusal, reason)) : Optional.empty();
  }
}
