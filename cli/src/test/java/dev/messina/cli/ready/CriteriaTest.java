package dev.messina.cli.ready;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.cli.connect.ConnectorStatus;
import dev.messina.cli.migration.PairName;
import dev.messina.cli.status.MigrationStatus;
import dev.messina.cli.status.Snapshot;
import dev.messina.cli.verify.LastVerified;
import dev.messina.verification.check.Report;
import dev.messina.verification.frontier.Frontier;
import dev.messina.verification.frontier.SourceProgress;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each criterion where it holds, where it does not, and where nobody can tell. */
class CriteriaTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String NO_ANSWER = "It does not answer";
  private static final String DEPLOYED = "orders shop.orders shop.orders 0001";

  @Test
  void connectorsRun() {
    requirePass(Criteria.connectors(status("RUNNING", "RUNNING")));
    Criterion failed = Criteria.connectors(status("RUNNING", "FAILED"));
    requireFail(failed, "Put that right");
    assertThat(failed.value())
        .isEqualTo("from RUNNING, tasks {RUNNING=1}; to RUNNING, tasks {FAILED=1}");
    requireFail(Criteria.connectors(status("RUNNING", "PAUSED")), "Resume");
    requireUnknown(
        Criteria.connectors(
            new MigrationStatus(
                name(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(NO_ANSWER))));
  }

  @Test
  void theSnapshotIsComplete() {
    requirePass(snapshot(Snapshot.Phase.LIVE));
    requirePass(snapshot(Snapshot.Phase.COMPLETE));
    requireFail(snapshot(Snapshot.Phase.SNAPSHOT), "messina status");
    requireFail(snapshot(Snapshot.Phase.STOPPED), "execute-snapshot");
    requireFail(snapshot(Snapshot.Phase.NOT_STARTED), "Wait");
    requireUnknown(Criteria.snapshot(Optional.empty(), List.of(NO_ANSWER)));
  }

  @Test
  void noDataLossIsOpen() throws IOException {
    requirePass(Criteria.dataLoss(source(table(1_000))));
    requireFail(
        Criteria.dataLoss(
            source(
                table(1_000),
                "{\"partition\":{\"table\":\"orders\",\"kind\":\"data-loss\"},"
                    + "\"offset\":{\"epoch_us\":1000}}")),
        "execute-snapshot");
    requirePass(
        Criteria.dataLoss(
            source(
                table(2_000),
                "{\"partition\":{\"table\":\"orders\",\"kind\":\"data-loss\"},"
                    + "\"offset\":{\"epoch_us\":1000}}")));
    assertThat(Criteria.dataLoss(source()).state()).isEqualTo(Criterion.State.UNKNOWN);
    requireUnknown(Criteria.dataLoss(Found.nothing(NO_ANSWER)));
  }

  @Test
  void theFrontierIsKnownAndYoung() {
    requirePass(Criteria.frontier(known(59), List.of()));
    requirePass(Criteria.lag(known(60), MINUTE, NOW));
    Criterion late = Criteria.lag(known(61), MINUTE, NOW);
    requireFail(late, "caught up");
    assertThat(late.value()).isEqualTo("1 min 1 s (shard a is read)");
    assertThat(late.limit()).isEqualTo("at most 1 min 0 s");

    Optional<Frontier.Reading> notYet = Optional.of(new Frontier.NotYet("a snapshot is read"));
    requireFail(Criteria.frontier(notYet, List.of()), "Wait");
    requireFail(Criteria.lag(notYet, MINUTE, NOW), "Wait");

    Optional<Frontier.Reading> unknown = Optional.of(new Frontier.Unknown(NO_ANSWER));
    requireUnknown(Criteria.frontier(unknown, List.of()));
    requireUnknown(
        Criteria.frontier(Optional.of(new Frontier.Unknown("not all")), List.of(NO_ANSWER)));
    assertThat(Criteria.lag(unknown, MINUTE, NOW).state()).isEqualTo(Criterion.State.UNKNOWN);
    requireUnknown(Criteria.frontier(Optional.empty(), List.of(NO_ANSWER)));
    assertThat(Criteria.lag(Optional.empty(), MINUTE, NOW).state())
        .isEqualTo(Criterion.State.UNKNOWN);
  }

  @Test
  void noDeadLetterIsOpen() {
    requirePass(letters(0, 0, 0, 0, false));
    requireFail(letters(1, 7, 7, 0, false), "messina dlq");
    requireFail(letters(0, 0, 0, 2, false), "messina repair --keys");
    requireFail(letters(0, 0, 0, 0, true), "errors.deadletterqueue.topic.name");
    assertThat(letters(0, 1, 0, 0, false).state()).isEqualTo(Criterion.State.UNKNOWN);
    assertThat(letters(0, 0, 1, 0, false).state()).isEqualTo(Criterion.State.UNKNOWN);
    requireUnknown(Criteria.deadLetters(Found.nothing(NO_ANSWER)));
  }

  @Test
  void writeTimestampsLieBehindTheClock() throws IOException {
    long now = NOW.toEpochMilli() * 1_000;
    requirePass(timestamps(source(table(now - 100)), 0));
    requirePass(timestamps(source(table(1_000), shard(now - 1)), 0));
    requireFail(timestamps(source(table(1_000), shard(now)), 0), "Wait until the clock");
    requireFail(timestamps(source(table(now + 5_000_000)), 0), "Wait until the clock");
    requireFail(timestamps(source(table(1_000), shard(now - 1)), 1), "Wait until the clock");
    assertThat(Criteria.writeTimestamps(source(table(1_000)), 0, "header:time", NOW).state())
        .isEqualTo(Criterion.State.UNKNOWN);
    requireUnknown(timestamps(Found.nothing(NO_ANSWER), 0));
  }

  @Test
  void allWasVerifiedNotLongAgo() {
    requirePass(verified(Report.Verdict.VERIFIED, 60, DEPLOYED));
    requireFail(verified(Report.Verdict.VERIFIED, 61, DEPLOYED), "--since-verified");
    requireFail(verified(Report.Verdict.DIFFERENCES, 0, DEPLOYED), "messina repair");
    requireFail(verified(Report.Verdict.VERIFIED, 0, "another"), "again");
    requireFail(
        Criteria.verified(Found.of(Optional.empty()), DEPLOYED, MINUTE, NOW), "messina verify");
    requireUnknown(Criteria.verified(Found.nothing(NO_ANSWER), DEPLOYED, MINUTE, NOW));
  }

  @Test
  void theTopicHoldsWhatMayBeReadAgain() {
    Map<Integer, Long> committed = Map.of(0, 10L);
    requirePass(replay(0, committed, Optional.of(false), 9));
    Criterion cut = replay(9, committed, Optional.of(false), 9);
    assertThat(cut.state()).isEqualTo(Criterion.State.PASS);
    assertThat(cut.toDo()).contains("new snapshot");
    requireFail(replay(10, committed, Optional.of(false), 9), "messina verify");
    requireFail(replay(11, committed, Optional.of(false), 11), "execute-snapshot");
    requireFail(replay(0, Map.of(0, 21L), Optional.of(false), 9), "execute-snapshot");
    requireFail(replay(0, committed, Optional.of(false), 21), "messina verify");
    requireFail(replay(0, committed, Optional.of(true), 9), "cleanup.policy");
    assertThat(replay(0, committed, Optional.empty(), 9).state())
        .isEqualTo(Criterion.State.UNKNOWN);
    requireFail(
        Criteria.replay(
            Found.of(new TopicHolds(Map.of(), Map.of(), Map.of(), Optional.of(false))),
            Optional.empty()),
        "brokers");
    requireUnknown(Criteria.replay(Found.nothing(NO_ANSWER), Optional.empty()));
  }

  @Test
  void tombstonesAreKept() {
    requirePass(tombstones("", 0, 864_000, true));
    requirePass(tombstones("timeout", 0, 864_000, true));
    requirePass(tombstones("repair", 3_600, 864_000, false));
    requireRestored(tombstones("disabled", 0, 864_000, false), "tombstone_gc = {'mode': 'repair'}");
    requireRestored(tombstones("disabled", 0, 864_000, true), "tombstone_gc = {'mode': 'timeout'}");
    requireRestored(
        tombstones("repair", 604_800, 864_000, false), "tombstone_gc = {'mode': 'repair'}");
    requireRestored(tombstones("", 0, 864_001, false), "gc_grace_seconds = 864000");
    requireFail(tombstones("immediate", 0, 864_000, false), "ALTER TABLE");
    requireFail(tombstones("repair", 604_800, 864_000, true), "ALTER TABLE");
    requireUnknown(Criteria.tombstones(Found.nothing(NO_ANSWER)));
  }

  @Test
  void nobodyElseWritesTheTarget() {
    requirePass(Criteria.writers(Found.of(List.of())));
    requireFail(Criteria.writers(Found.of(List.of("other"))), "--ignore-connector");
    requireUnknown(Criteria.writers(Found.nothing(NO_ANSWER)));
  }

  @Test
  void aWayBackIsThereOrWaived() {
    requireFail(Criteria.rollback(Set.of()), "--waive rollback");
    Criterion waived = Criteria.rollback(Set.of("rollback"));
    assertThat(waived.state()).isEqualTo(Criterion.State.WAIVED);
    assertThat(waived.stops()).isFalse();
  }

  private static void requirePass(Criterion criterion) {
    assertThat(criterion.state()).as("%s", criterion).isEqualTo(Criterion.State.PASS);
    assertThat(criterion.value()).isNotEmpty();
    assertThat(criterion.limit()).isNotEmpty();
    assertThat(criterion.toDo()).isEmpty();
    assertThat(criterion.stops()).isFalse();
  }

  private static void requireFail(Criterion criterion, String toDo) {
    assertThat(criterion.state()).as("%s", criterion).isEqualTo(Criterion.State.FAIL);
    assertThat(criterion.value()).isNotEmpty();
    assertThat(criterion.toDo()).contains(toDo);
    assertThat(criterion.stops()).isTrue();
  }

  private static void requireRestored(Criterion criterion, String statement) {
    assertThat(criterion.state()).isEqualTo(Criterion.State.PASS);
    assertThat(criterion.toDo()).startsWith("After the cut-over: ALTER TABLE").contains(statement);
  }

  private static void requireUnknown(Criterion criterion) {
    assertThat(criterion.state()).as("%s", criterion).isEqualTo(Criterion.State.UNKNOWN);
    assertThat(criterion.value()).contains(NO_ANSWER);
    assertThat(criterion.stops()).isTrue();
  }

  private static PairName name() {
    return new PairName(URI.create("http://worker:8083"), "from", "to", Optional.empty());
  }

  private static MigrationStatus status(String source, String sink) {
    return new MigrationStatus(
        name(),
        Optional.of(connector("from", source)),
        Optional.of(connector("to", sink)),
        List.of(),
        Optional.empty(),
        List.of());
  }

  private static ConnectorStatus connector(String name, String task) {
    Optional<String> failure = task.equals("FAILED") ? Optional.of("boom") : Optional.empty();
    String own = task.equals("PAUSED") ? "PAUSED" : "RUNNING";
    return new ConnectorStatus(
        name,
        own,
        "w:1",
        Optional.empty(),
        List.of(new ConnectorStatus.Task(0, task, "w:1", failure)));
  }

  private static Criterion snapshot(Snapshot.Phase phase) {
    return Criteria.snapshot(Optional.of(new Snapshot(phase, 4, 4, 100, 0, NOW)), List.of());
  }

  private static Found<SourceProgress> source(String... entries) throws IOException {
    List<JsonNode> offsets = new ArrayList<>();
    for (String entry : entries) {
      offsets.add(new ObjectMapper().readTree(entry));
    }
    return Found.of(new SourceProgress(offsets, "orders"));
  }

  private static String table(long epoch) {
    return ("{\"partition\":{\"table\":\"orders\",\"kind\":\"table\"},"
            + "\"offset\":{\"epoch_us\":%d,\"total_segments\":1,\"stream\":\"s\",\"version\":1}}")
        .formatted(epoch);
  }

  private static String shard(long writeMicros) {
    return ("{\"partition\":{\"table\":\"orders\",\"kind\":\"shard\",\"stream\":\"s\","
            + "\"shard\":\"a\"},\"offset\":{\"write_ts_us\":%d}}")
        .formatted(writeMicros);
  }

  private static Optional<Frontier.Reading> known(long secondsAgo) {
    return Optional.of(new Frontier.Known(NOW.minusSeconds(secondsAgo), "shard a is read"));
  }

  private static Criterion letters(
      long open, long unknown, long skipped, long oversize, boolean unseen) {
    return Criteria.deadLetters(Found.of(new Letters(open, unknown, skipped, oversize, unseen)));
  }

  private static Criterion timestamps(Found<SourceProgress> source, int generation) {
    return Criteria.writeTimestamps(source, generation, "header", NOW);
  }

  private static Criterion verified(Report.Verdict verdict, long secondsAgo, String deployment) {
    LastVerified last =
        new LastVerified(deployment, verdict, NOW, NOW.minusSeconds(secondsAgo), Map.of());
    return Criteria.verified(Found.of(Optional.of(last)), DEPLOYED, MINUTE, NOW);
  }

  /** Of a topic of one partition that ends at 20. */
  private static Criterion replay(
      long begin, Map<Integer, Long> committed, Optional<Boolean> compacted, long verified) {
    LastVerified last =
        new LastVerified(DEPLOYED, Report.Verdict.VERIFIED, NOW, NOW, Map.of(0, verified));
    return Criteria.replay(
        Found.of(new TopicHolds(Map.of(0, begin), Map.of(0, 20L), committed, compacted)),
        Optional.of(last));
  }

  private static Criterion tombstones(String mode, long delay, long grace, boolean hasOneReplica) {
    return Criteria.tombstones(
        Found.of(new TombstoneOptions("shop.orders", mode, delay, grace, hasOneReplica)));
  }
}
