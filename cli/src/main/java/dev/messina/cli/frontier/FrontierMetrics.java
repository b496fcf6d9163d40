package dev.messina.cli.frontier;

import dev.messina.verification.frontier.Frontier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The frontier in the text format of Prometheus. docs/observability.md has the names. */
final class FrontierMetrics {

  private static final double MILLIS_PER_SECOND = 1_000;

  private FrontierMetrics() {}

  /**
   * @param last what was found last
   * @param counts whether that is recent enough to count
   */
  static String text(FrontierAnswer last, boolean counts, Instant now) {
    List<String> lines = new ArrayList<>();
    gauge(
        lines,
        last,
        "messina_frontier_known",
        "Whether the frontier of the table and sink is known.",
        table -> Optional.of(counts && known(table).isPresent() ? 1.0 : 0.0));
    gauge(
        lines,
        last,
        "messina_frontier_age_seconds",
        "How long ago the frontier is; absent where it is not known.",
        table ->
            known(table)
                .filter(until -> counts)
                .map(until -> Duration.between(until, now).toMillis() / MILLIS_PER_SECOND));
    gauge(
        lines,
        last,
        "messina_frontier_look_age_seconds",
        "How long ago the last look was.",
        table ->
            Optional.of(Duration.between(last.lookedAt(), now).toMillis() / MILLIS_PER_SECOND));
    return String.join("\n", lines) + "\n";
  }

  private static Optional<Instant> known(TableFrontier table) {
    return table.reading() instanceof Frontier.Known known
        ? Optional.of(known.appliedUntil())
        : Optional.empty();
  }

  private static void gauge(
      List<String> lines,
      FrontierAnswer last,
      String name,
      String help,
      Function<TableFrontier, Optional<Double>> value) {
    lines.add("# HELP " + name + " " + help);
    lines.add("# TYPE " + name + " gauge");
    for (TableFrontier table : last.tables()) {
      value
          .apply(table)
          .ifPresent(
              number ->
                  lines.add(
                      "%s{source=\"%s\",sink=\"%s\",table=\"%s\"} %s"
                          .formatted(
                              name,
                              escaped(table.source()),
                              escaped(table.sink()),
                              escaped(table.table()),
                              number)));
    }
  }

  private static String escaped(String label) {
    return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
