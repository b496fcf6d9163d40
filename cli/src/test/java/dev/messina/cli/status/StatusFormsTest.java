package dev.messina.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.connect.ConnectorStatus;
import dev.messina.cli.migration.PairName;
import dev.messina.verification.frontier.Frontier;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatusFormsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final PairName NAME =
      new PairName(URI.create("http://worker:8083"), "from", "to", Optional.empty());

  private static final TableStatus READING =
      new TableStatus(
          "orders",
          "shop.orders",
          Optional.of(
              new Snapshot(Snapshot.Phase.SNAPSHOT, 4, 1, 1_000, 4_000, NOW.minusSeconds(60))),
          Optional.of(
              Ledger.of(
                  Map.of(0, 100L, 1, 0L),
                  Map.of(0, 1_000L, 1, 200L),
                  Map.of(0, 900L),
                  OptionalLong.of(3))),
          Optional.of(
              new OperationLedger(
                  Map.of("r", 700L, "u", 90L, "d", 10L), Map.of("c", 300L), Map.of("other", 3L))),
          SourceLag.of(
              IntStream.rangeClosed(1, 200).mapToObj(i -> Duration.ofMillis(i * 10)).toList()),
          Optional.of(new Shards(1, 2, 3)),
          new Reach(
              Optional.of(NOW.minusSeconds(3_600)), new Frontier.NotYet("a snapshot is read")));

  @Test
  void aMigrationOnItsWayAsOneObject() {
    MigrationStatus migration =
        new MigrationStatus(
            NAME,
            Optional.of(connector("from", "RUNNING", "RUNNING")),
            Optional.of(connector("to", "RUNNING", "FAILED")),
            List.of(READING),
            Optional.of(new LastError(Optional.empty(), "task 0 of connector to", "boom")),
            List.of());

    assertThat(StatusForms.json(List.of(migration), NOW))
        .hasToString(
            "{\"at\":\"2026-03-01T12:00:00Z\",\"state\":\"not_running\",\"migrations\":[{"
                + "\"state\":\"not_running\","
                + "\"source\":{\"name\":\"from\",\"state\":\"RUNNING\",\"worker\":\"w:1\","
                + "\"cause\":null,\"tasks\":[{\"id\":0,\"state\":\"RUNNING\",\"worker\":\"w:2\","
                + "\"cause\":null}]},"
                + "\"sink\":{\"name\":\"to\",\"state\":\"RUNNING\",\"worker\":\"w:1\","
                + "\"cause\":null,\"tasks\":[{\"id\":0,\"state\":\"FAILED\",\"worker\":\"w:2\","
                + "\"cause\":\"boom\"}]},"
                + "\"tables\":[{\"table\":\"orders\",\"topic\":\"shop.orders\","
                + "\"phase\":\"snapshot\",\"snapshot\":{\"segments\":4,\"segments_done\":1,"
                + "\"items\":1000,\"items_estimated\":4000,\"percent\":25,\"left_ms\":180000},"
                + "\"ledger\":{\"on_topic\":1200,\"kept\":1100,\"committed\":900,\"lag\":300,"
                + "\"dead_letters\":3},"
                + "\"operations\":{"
                + "\"committed\":{\"r\":700,\"c\":0,\"u\":90,\"d\":10,\"other\":0},"
                + "\"lag\":{\"r\":0,\"c\":300,\"u\":0,\"d\":0,\"other\":0},"
                + "\"dead_letters\":{\"r\":0,\"c\":0,\"u\":0,\"d\":0,\"other\":3}},"
                + "\"lag\":{\"p50_ms\":1000,\"p95_ms\":1900,\"p99_ms\":1980,\"sample\":200},"
                + "\"shards\":{\"waiting\":1,\"reading\":2,\"finished\":3},"
                + "\"frontier\":{\"state\":\"not_yet\",\"frontier\":null,\"age_ms\":null,"
                + "\"held_by\":null,\"reasons\":[\"a snapshot is read\"]},"
                + "\"late_ms\":3600000,\"trimmed_in_ms\":82800000}],"
                + "\"last_error\":{\"at\":null,\"where\":\"task 0 of connector to\","
                + "\"cause\":\"boom\"},\"unreadable\":[]}]}");
    assertThat(StatusLines.of(List.of(migration), NOW))
        .containsExactly(
            "from to to: not running",
            "  source      RUNNING, 1 task RUNNING",
            "  sink        RUNNING, 1 task FAILED",
            "              task 0 on w:2: boom",
            "  table       orders: snapshot",
            "    snapshot  1 of 4 segments, 1,000 of about 4,000 items, 25 %, 3 min 0 s left",
            "    records   1,200 written to the topic, 900 committed by the sink, 300 behind,"
                + " 3 dead letters",
            "    committed 700 read, 0 inserted, 90 changed, 10 deleted",
            "    behind    0 read, 300 inserted, 0 changed, 0 deleted",
            "    letters   0 read, 0 inserted, 0 changed, 0 deleted, 3 others",
            "    lag       from change to source p50 1.0 s, p95 1.9 s, p99 2.0 s,"
                + " of the last 200 committed",
            "    shards    2 being read, 1 waiting, 3 finished",
            "    frontier  not yet: a snapshot is read",
            "    source    1 h 0 min late; what it has not read is dropped in 23 h 0 min",
            "  last error  task 0 of connector to: boom");
  }

  @Test
  void whatCannotBeReadIsNullAndNamed() {
    MigrationStatus migration =
        new MigrationStatus(
            NAME,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            List.of("Connect does not answer"));

    assertThat(StatusForms.json(List.of(migration), NOW))
        .hasToString(
            "{\"at\":\"2026-03-01T12:00:00Z\",\"state\":\"unreadable\",\"migrations\":[{"
                + "\"state\":\"unreadable\","
                + "\"source\":{\"name\":\"from\",\"state\":null,\"worker\":null,\"cause\":null,"
                + "\"tasks\":[]},"
                + "\"sink\":{\"name\":\"to\",\"state\":null,\"worker\":null,\"cause\":null,"
                + "\"tasks\":[]},\"tables\":[],\"last_error\":null,"
                + "\"unreadable\":[\"Connect does not answer\"]}]}");
    assertThat(StatusLines.of(List.of(migration), NOW))
        .containsExactly(
            "from to to: unreadable",
            "  source      not known",
            "  sink        not known",
            "  unreadable  Connect does not answer");
  }

  @Test
  void theWorstCountsAndWhatDoesNotRunBeforeWhatCannotBeRead() {
    MigrationStatus running = standing("RUNNING", List.of());
    MigrationStatus paused = standing("PAUSED", List.of("Kafka does not answer"));
    MigrationStatus half = standing("RUNNING", List.of("Kafka does not answer"));

    assertThat(StatusForms.worst(List.of(running))).isEqualTo(MigrationStatus.State.RUNNING);
    assertThat(StatusForms.worst(List.of(running, half)))
        .isEqualTo(MigrationStatus.State.UNREADABLE);
    assertThat(StatusForms.worst(List.of(half, paused, running)))
        .isEqualTo(MigrationStatus.State.NOT_RUNNING);
  }

  @Test
  void aSnapshotIsWholeOnlyWhenAllOfItIsOnTheTopic() {
    assertThat(snapshot(Snapshot.Phase.SNAPSHOT, 5_000, 4_000).percent()).hasValue(99);
    assertThat(snapshot(Snapshot.Phase.SNAPSHOT, 5_000, 4_000).left(NOW)).isEmpty();
    assertThat(snapshot(Snapshot.Phase.SNAPSHOT, 10, 0).percent()).isEmpty();
    assertThat(snapshot(Snapshot.Phase.LIVE, 5_000, 0).percent()).hasValue(100);
    assertThat(snapshot(Snapshot.Phase.NOT_STARTED, 0, 0).percent()).isEmpty();
  }

  @Test
  void aLagIsOfTheNearestRank() {
    assertThat(SourceLag.of(List.of())).isEmpty();
    Duration one = Duration.ofMillis(7);
    assertThat(SourceLag.of(List.of(one))).contains(new SourceLag(one, one, one, 1));
  }

  private static Snapshot snapshot(Snapshot.Phase phase, long items, long estimated) {
    return new Snapshot(phase, 4, 1, items, estimated, NOW.minusSeconds(60));
  }

  private static MigrationStatus standing(String sinkState, List<String> unreadable) {
    return new MigrationStatus(
        NAME,
        Optional.of(connector("from", "RUNNING", "RUNNING")),
        Optional.of(connector("to", sinkState, "RUNNING")),
        List.of(),
        Optional.empty(),
        unreadable);
  }

  private static ConnectorStatus connector(String name, String state, String taskState) {
    Optional<String> cause = taskState.equals("FAILED") ? Optional.of("boom") : Optional.empty();
    return new ConnectorStatus(
        name,
        state,
        "w:1",
        Optional.empty(),
        List.of(new ConnectorStatus.Task(0, taskState, "w:2", cause)));
  }
}
