package dev.messina.cli.status;

import dev.messina.cli.connect.ConnectorStatus;
import dev.messina.cli.frontier.FrontierForms;
import dev.messina.verification.frontier.Frontier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How migrations stand, for people. */
public final class StatusLines {

  private static final String LINE = "  %-11s %s";
  private static final String PART = "    %-9s %s";

  private StatusLines() {}

  /** All of it, as lines for people. */
  public static List<String> of(List<MigrationStatus> migrations, Instant now) {
    return migrations.stream().flatMap(migration -> lines(migration, now).stream()).toList();
  }

  private static List<String> lines(MigrationStatus migration, Instant now) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s to %s: %s"
            .formatted(
                migration.name().source(),
                migration.name().sink(),
                StatusForms.word(migration.state()).replace('_', ' ')));
    connector(lines, "source", migration.source());
    connector(lines, "sink", migration.sink());
    migration.tables().forEach(table -> table(lines, table, now));
    migration
        .lastError()
        .ifPresent(
            error ->
                lines.add(
                    LINE.formatted(
                        "last error",
                        error.at().map(at -> at + ", ").orElse("")
                            + error.where()
                            + ": "
                            + error.cause())));
    migration.unreadable().forEach(reason -> lines.add(LINE.formatted("unreadable", reason)));
    return lines;
  }

  private static void connector(
      List<String> lines, String side, Optional<ConnectorStatus> connector) {
    if (connector.isEmpty()) {
      lines.add(LINE.formatted(side, "not known"));
      return;
    }
    ConnectorStatus status = connector.get();
    lines.add(LINE.formatted(side, status.state() + ", " + tasks(status)));
    status.failure().ifPresent(cause -> part(lines, "", cause));
    for (ConnectorStatus.Task task : status.tasks()) {
      task.failure()
          .ifPresent(
              cause ->
                  part(
                      lines, "", "task %d on %s: %s".formatted(task.id(), task.workerId(), cause)));
    }
  }

  /** How many tasks are in each state. */
  private static String tasks(ConnectorStatus status) {
    Map<String, Integer> states = new TreeMap<>();
    status.tasks().forEach(task -> states.merge(task.state(), 1, Integer::sum));
    return states.isEmpty()
        ? "no tasks"
        : states.entrySet().stream()
            .map(
                state ->
                    "%d %s %s"
                        .formatted(
                            state.getValue(),
                            state.getValue() == 1 ? "task" : "tasks",
                            state.getKey()))
            .collect(Collectors.joining(", "));
  }

  private static void table(List<String> lines, TableStatus table, Instant now) {
    String phase =
        table
            .snapshot()
            .map(snapshot -> StatusForms.word(snapshot.phase()).replace('_', ' '))
            .orElse("not known");
    lines.add(LINE.formatted("table", table.table() + ": " + phase));
    table
        .snapshot()
        .filter(snapshot -> snapshot.segments() > 0)
        .ifPresent(snapshot -> part(lines, "snapshot", text(snapshot, now)));
    table.ledger().ifPresent(ledger -> part(lines, "records", text(ledger)));
    table
        .operations()
        .ifPresent(
            counted -> {
              part(lines, "committed", text(counted.committed()));
              part(lines, "behind", text(counted.lag()));
              part(lines, "letters", text(counted.deadLetters()));
            });
    table.lag().ifPresent(lag -> part(lines, "lag", text(lag)));
    table.shards().ifPresent(shards -> part(lines, "shards", text(shards)));
    if (table.frontier() instanceof Frontier.Known known) {
      part(lines, "frontier", FrontierForms.text(known, now));
    }
    String state = FrontierForms.state(table.frontier()).replace('_', ' ');
    FrontierForms.reasons(table.frontier())
        .forEach(reason -> part(lines, "frontier", state + ": " + reason));
    table.trimmedIn(now).ifPresent(left -> part(lines, "source", text(table.late(now), left)));
  }

  private static void part(List<String> lines, String name, String text) {
    lines.add(PART.formatted(name, text));
  }

  private static String text(Shards shards) {
    return "%d being read, %d waiting, %d finished"
        .formatted(shards.reading(), shards.waiting(), shards.finished());
  }

  private static String text(Optional<Duration> late, Duration left) {
    return "%s late; what it has not read is dropped in %s"
        .formatted(FrontierForms.age(late.orElse(Duration.ZERO)), FrontierForms.age(left));
  }

  private static String text(Snapshot snapshot, Instant now) {
    String percent =
        snapshot.percent().isPresent() ? ", " + snapshot.percent().getAsInt() + " %" : "";
    String of =
        snapshot.estimated() == 0
            ? ""
            : String.format(Locale.ROOT, " of about %,d", snapshot.estimated());
    return String.format(
        Locale.ROOT,
        "%d of %d segments, %,d%s items%s%s",
        snapshot.done(),
        snapshot.segments(),
        snapshot.items(),
        of,
        percent,
        snapshot.left(now).map(left -> ", " + FrontierForms.age(left) + " left").orElse(""));
  }

  private static String text(SourceLag lag) {
    return String.format(
        Locale.ROOT,
        "from change to source p50 %s, p95 %s, p99 %s, of the last %,d committed",
        seconds(lag.p50()),
        seconds(lag.p95()),
        seconds(lag.p99()),
        lag.sample());
  }

  private static String seconds(Duration span) {
    return String.format(Locale.ROOT, "%.1f s", span.toMillis() / 1_000.0);
  }

  private static String text(Map<String, Long> operations) {
    String text =
        String.format(
            Locale.ROOT,
            "%,d read, %,d inserted, %,d changed, %,d deleted",
            Operations.KNOWN.stream().map(one -> operations.getOrDefault(one, 0L)).toArray());
    long other = operations.getOrDefault(Operations.OTHER, 0L);
    return other == 0 ? text : text + String.format(Locale.ROOT, ", %,d others", other);
  }

  private static String text(Ledger ledger) {
    return String.format(
        Locale.ROOT,
        "%,d written to the topic, %,d committed by the sink, %,d behind%s",
        ledger.onTopic(),
        ledger.committed(),
        ledger.lag(),
        ledger.deadLetters().isPresent()
            ? String.format(Locale.ROOT, ", %,d dead letters", ledger.deadLetters().getAsLong())
            : "");
  }
}
