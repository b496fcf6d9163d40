package dev.messina.cli.sweep;

import dev.messina.cli.connect.ConnectorFile;

/**
 * The way of one table into its target, by the configurations of its two connectors.
 *
 * @param table the table's name in DynamoDB
 * @param target {@code keyspace.table} in the server's own spelling; empty if nothing names it
 */
public record SweepRoute(ConnectorFile source, ConnectorFile sink, String table, String target) {

  private static final String TOPIC_FORMAT = "${topic.prefix}.${table}";
  private static final int GENERATION_MAX = 49;

  /**
   * The route with the target that the sink's configuration names.
   *
   * @param namedTarget what the user has named; null to take the sink's {@code table.name}
   */
  public static SweepRoute of(
      ConnectorFile source, ConnectorFile sink, String table, String namedTarget) {
    String target = namedTarget == null ? text(sink, "table.name", "") : namedTarget;
    return new SweepRoute(source, sink, table, target);
  }

  /** The topic that the source gives the table. */
  public String topic() {
    return text(source, "topic.name.format", TOPIC_FORMAT)
        .replace("${topic.prefix}", topicPrefix())
        .replace("${table}", table);
  }

  String topicPrefix() {
    return text(source, "topic.prefix", "");
  }

  /** The keyspace of the target. */
  String keyspace() {
    return target.substring(0, target.indexOf('.'));
  }

  /** The target without its keyspace. */
  String targetTable() {
    return target.substring(target.indexOf('.') + 1);
  }

  /**
   * The sink's {@code mapping.generation}, by twice of which it raises write timestamps; -1 if it
   * is none.
   */
  int generation() {
    String generation = text(sink, "mapping.generation", "0");
    return generation.matches("\\d{1,2}") && Integer.parseInt(generation) <= GENERATION_MAX
        ? Integer.parseInt(generation)
        : -1;
  }

  /** An option's value without the space around it; the default where it is missing or empty. */
  static String text(ConnectorFile connector, String option, String otherwise) {
    String value = connector.config().getOrDefault(option, "").strip();
    return value.isEmpty() ? otherwise : value;
  }
}
