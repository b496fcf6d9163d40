package dev.messina.cli.plan.propose;

import dev.messina.cli.plan.table.TableFacts;
import java.util.List;
import java.util.stream.Collectors;

/** The page of a folder: what to do, in order. */
final class Steps {

  private static final String PAGE =
      """
      # %s to %s

      `messina plan` wrote this folder. It can be changed, and committed.

      %s

      Each mapping stands in its sink too, in one line: whoever changes one changes both.

      1. Make the tables; on ScyllaDB the second file as well.

         ```sh
         messina cql --contact-points %s --file schema.cql
         messina cql --contact-points %s --file schema-scylla.cql
         ```

      2. Make the topic for signals, and post the source. It makes topic `%s` and begins.

         ```sh
         messina topic --bootstrap-servers %s %s.control --create --compacted
         %s
         ```

      3. Post the sinks when the topic is there.

         ```sh
      %s
         ```

      4. See that every item has its row, while the application writes on.

         ```sh
      %s
         ```
      """;

  private Steps() {}

  static String text(TableFacts facts, List<Target> targets, TopicSettings topic, Wishes wishes) {
    String post = "curl -X POST -H 'Content-Type: application/json' -d @%s %s/connectors";
    String connect = wishes.places().connect();
    String sinks =
        targets.stream()
            .map(target -> "   " + post.formatted(target.file("sink", ".json"), connect))
            .collect(Collectors.joining("\n"));
    String verify =
        targets.stream()
            .map(
                target ->
                    "   messina verify --connect %s --source %s-from-dynamodb --sink %s-to-scylla"
                        .formatted(connect, wishes.table(), target.name()))
            .collect(Collectors.joining("\n"));
    String tables =
        targets.stream()
            .map(
                target ->
                    "- `%s.%s`%s: `%s`"
                        .formatted(
                            wishes.keyspace(),
                            target.name(),
                            target.index().map(name -> " for index `" + name + "`").orElse(""),
                            target.file("mapping", ".yaml")))
            .collect(Collectors.joining("\n"));
    return PAGE.formatted(
        facts.name(),
        wishes.keyspace(),
        tables,
        wishes.places().contactPoints(),
        wishes.places().contactPoints(),
        topic.name(),
        wishes.places().bootstrapServers(),
        topic.name(),
        post.formatted("source.json", connect),
        sinks,
        verify);
  }
}
