package dev.messina.cli.status;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messina.cli.connect.ConnectorStatus;
import dev.messina.cli.frontier.FrontierForms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How migrations stand, for programs. docs/status.md has the fields. */
public final class StatusForms {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private StatusForms() {}

  /** All of it, as one object. */
  public static ObjectNode json(List<MigrationStatus> migrations, Instant now) {
    ObjectNode json = NODES.objectNode();
    json.put("at", now.toString());
    json.put("state", word(worst(migrations)));
    migrations.forEach(migration -> json.withArray("migrations").add(json(migration, now)));
    return json;
  }

  /** Of several the worst; something that does not run goes before what cannot be read. */
  public static MigrationStatus.State worst(List<MigrationStatus> migrations) {
    List<MigrationStatus.State> states = migrations.stream().map(MigrationStatus::state).toList();
    if (states.contains(MigrationStatus.State.NOT_RUNNING)) {
      return MigrationStatus.State.NOT_RUNNING;
    }
    return states.contains(MigrationStatus.State.UNREADABLE)
        ? MigrationStatus.State.UNREADABLE
        : MigrationStatus.State.RUNNING;
  }

  static String word(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static ObjectNode json(MigrationStatus migration, Instant now) {
    ObjectNode json = NODES.objectNode();
    json.put("state", word(migration.state()));
    json.set("source", json(migration.name().source(), migration.source()));
    json.set("sink", json(migration.name().sink(), migration.sink()));
    json.putArray("tables");
    migration.tables().forEach(table -> json.withArray("tables").add(json(table, now)));
    json.putNull("last_error");
    migration
        .lastError()
        .ifPresent(
            error ->
                json.putObject("last_error")
                    .put("at", error.at().map(Instant::toString).orElse(null))
                    .put("where", error.where())
                    .put("cause", error.cause()));
    json.putArray("unreadable");
    migration.unreadable().forEach(json.withArray("unreadable")::add);
    return json;
  }

  private static ObjectNode json(String name, Optional<ConnectorStatus> connector) {
    ObjectNode json = NODES.objectNode().put("name", name);
    json.put("state", connector.map(ConnectorStatus::state).orElse(null));
    json.put("worker", connector.map(ConnectorStatus::workerId).orElse(null));
    json.put("cause", connector.flatMap(ConnectorStatus::failure).orElse(null));
    json.putArray("tasks");
    connector
        .map(ConnectorStatus::tasks)
        .orElse(List.of())
        .forEach(
            task ->
                json.withArray("tasks")
                    .addObject()
                    .put("id", task.id())
                    .put("state", task.state())
                    .put("worker", task.workerId())
                    .put("cause", task.failure().orElse(null)));
    return json;
  }

  private static ObjectNode json(TableStatus table, Instant now) {
    ObjectNode json = NODES.objectNode();
    json.put("table", table.table());
    json.put("topic", table.topic());
    json.put("phase", table.snapshot().map(snapshot -> word(snapshot.phase())).orElse(null));
    json.putNull("snapshot");
    table.snapshot().ifPresent(snapshot -> json.set("snapshot", json(snapshot, now)));
    json.putNull("ledger");
    table.ledger().ifPresent(ledger -> json.set("ledger", json(ledger)));
    json.putNull("operations");
    table
        .operations()
        .ifPresent(
            operations -> {
              ObjectNode counted = json.putObject("operations");
              counted.set("committed", json(operations.committed()));
              counted.set("lag", json(operations.lag()));
              counted.set("dead_letters", json(operations.deadLetters()));
            });
    json.putNull("lag");
    table
        .lag()
        .ifPresent(
            lag ->
                json.putObject("lag")
                    .put("p50_ms", lag.p50().toMillis())
                    .put("p95_ms", lag.p95().toMillis())
                    .put("p99_ms", lag.p99().toMillis())
                    .put("sample", lag.sample()));
    json.putNull("shards");
    table
        .shards()
        .ifPresent(
            shards ->
                json.putObject("shards")
                    .put("waiting", shards.waiting())
                    .put("reading", shards.reading())
                    .put("finished", shards.finished()));
    ObjectNode frontier = json.putObject("frontier");
    frontier.put("state", FrontierForms.state(table.frontier()));
    FrontierForms.putReading(frontier, table.frontier(), now);
    json.put("late_ms", millis(table.late(now)));
    json.put("trimmed_in_ms", millis(table.trimmedIn(now)));
    return json;
  }

  private static ObjectNode json(Snapshot snapshot, Instant now) {
    ObjectNode json = NODES.objectNode();
    json.put("segments", snapshot.segments());
    json.put("segments_done", snapshot.done());
    json.put("items", snapshot.items());
    json.put("items_estimated", snapshot.estimated() == 0 ? null : snapshot.estimated());
    json.put("percent", snapshot.percent().isPresent() ? snapshot.percent().getAsInt() : null);
    return json.put("left_ms", millis(snapshot.left(now)));
  }

  private static ObjectNode json(Ledger ledger) {
    ObjectNode json = NODES.objectNode();
    json.put("on_topic", ledger.onTopic());
    json.put("kept", ledger.kept());
    json.put("committed", ledger.committed());
    json.put("lag", ledger.lag());
    return json.put(
        "dead_letters", ledger.deadLetters().isPresent() ? ledger.deadLetters().getAsLong() : null);
  }

  private static ObjectNode json(Map<String, Long> counts) {
    ObjectNode json = NODES.objectNode();
    Operations.KNOWN.forEach(known -> json.put(known, counts.getOrDefault(known, 0L)));
    return json.put(Operations.OTHER, counts.getOrDefault(Operations.OTHER, 0L));
  }

  private static Long millis(Optional<Duration> span) {
    return span.map(Duration::toMillis).orElse(null);
  }
}
