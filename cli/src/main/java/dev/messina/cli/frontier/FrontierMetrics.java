package dev.messina.cli.frontier;

import dev.messina.cli.http.Gauges;
import dev.messina.verification.frontier.Frontier;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
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
    Gauges gauges = new Gauges();
    gauge(
        gauges,
        last,
        "messina_frontier_known",
        "Whether the frontier of the table and sink is known.",
        table -> Optional.of(counts && known(table).isPresent() ? 1.0 : 0.0));
    gauge(
        gauges,
        last,
        "messina_frontier_age_seconds",
        "How long ago the frontier is; absent where it is not known.",
        table ->
            known(table)
                .filter(until -> counts)
                .map(until -> Duration.between(until, now).toMillis() / MILLIS_PER_SECOND));
    gauge(
        gauges,
        last,
        "messina_frontier_look_age_seconds",
        "How long ago the last look was.",
        table ->
            Optional.of(Duration.between(last.lookedAt(), now).toMillis() / MILLIS_PER_SECOND));
    return gauges.toString();
  }

  private static Optional<Instant> known(TableFrontier table) {
    return table.reading() instanceof Frontier.Known known
        ? Optional.of(known.appliedUntil())
        : Optional.empty();
  }

  private static void gauge(
      Gauges gauges,
      FrontierAnswer last,
      String name,
      String help,
      Function<TableFrontier, Optional<Double>> value) {
    gauges.metric(name, help);
    for (TableFrontier table : last.tables()) {
      Map<String, String> labels = new LinkedHashMap<>();
      labels.put("source", table.source());
      labels.put("sink", table.sink());
      labels.put("table", table.table());
      value.apply(table).ifPresent(number -> gauges.value(name, labels, number));
    }
  }
}
