package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.cli.compare.Verdict;
import dev.messina.cli.demo.workload.ChangeKind;
import dev.messina.cli.demo.workload.ChangeWriter;
import dev.messina.e2e.SharedStack.Services;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A connector that stands still for longer than the stream keeps its records. */
@ExtendWith(OwnClockStack.class)
class RetentionGapIT {

  private static final Duration RETENTION = Duration.ofHours(24);

  /** A shard may end an hour after the stream began, and is listed for 25 hours from then on. */
  private static final Duration STANDSTILL = Duration.ofMinutes(25 * 60 + 30);

  private static final long ITEMS = 400;

  private static final Pattern GAP =
      Pattern.compile(
          "Table '(?<table>[^']+)', shard '(?<shard>[^']+)': changes from (?<from>\\S+) to"
              + " (?<to>\\S+) may have been trimmed");

  @Test
  void aDataLossIsNamedAndAResnapshotAndASweepMendIt(Services services) {
    try (Migration migration =
            migration(services, "trimmed_gap").withSource("data.loss.policy", "fail");
        StreamView stream = new StreamView(services, migration.name());
        ChangeWriter before = writer(migration, 1);
        ChangeWriter inside = writer(migration, 2);
        ChangeWriter behind = writer(migration, 3)) {
      SourceTasks tasks = new SourceTasks(services, migration.source().name());
      migration.deploy();
      write(before);
      stopWhenAllIsRead(services, migration, stream);
      TopicAudit read = TopicAudit.of(services, migration);
      long firstEpoch = epoch(services, migration);

      write(inside);
      Instant dataLossEnded = stream.now();
      assertThat(inside.countByKind().get(ChangeKind.DELETE)).isPositive();
      stream.jump(STANDSTILL);
      assertThat(stream.listed()).as("trimmed, but listed").containsAll(read.shards());
      write(behind);

      services.connect().resume(migration.source().name());
      Eventually.isTrue("a task has failed", () -> GAP.matcher(tasks.status()).find());
      Matcher gap = GAP.matcher(tasks.status());
      assertThat(gap.find()).isTrue();
      assertThat(tasks.status()).contains("FAILED", "data.loss.policy=resnapshot");
      assertThat(gap.group("table")).isEqualTo(migration.name());
      String shard = gap.group("shard");
      assertThat(read.shards()).contains(shard);
      assertThat(Instant.parse(gap.group("from"))).isEqualTo(read.newestChange(shard));
      assertThat(Instant.parse(gap.group("to")))
          .isBetween(dataLossEnded, stream.now().minus(RETENTION));

      services.connect().put(migration.withSource("data.loss.policy", "resnapshot").source());
      Eventually.isTrue("a later epoch", () -> epoch(services, migration) > firstEpoch);
      migration.drain();
      Verdict verdict = migration.compare();
      assertThat(verdict.missing()).as("items without a row: %s", verdict.first()).isZero();
      assertThat(verdict.different()).as("different rows: %s", verdict.first()).isZero();
      assertThat(shardsScannedAgainFor(tasks, migration))
          .as("a data loss is warned about, and found once")
          .contains(shard)
          .doesNotHaveDuplicates();
      assertThat(TopicAudit.of(services, migration).violations()).isEmpty();

      SweepRun sweep = SweepRun.of(services, migration, "--apply");
      assertThat(sweep.exitCode()).as("%s", sweep).isZero();
      assertThat(sweep.gone()).as("%s", sweep).isPositive();
      assertThat(migration.compare().inSync()).as("after the sweep").isTrue();
    }
  }

  @Test
  void anIdleTableThatWasStoppedForMoreThanADayHasADataLossWhereNobodyKnowsTheEndOnly(
      Services services) {
    try (Migration migration =
            migration(services, "idle_for_a_day").withSource("data.loss.policy", "resnapshot");
        StreamView stream = new StreamView(services, migration.name());
        ChangeWriter before = writer(migration, 1);
        ChangeWriter behind = writer(migration, 2)) {
      migration.deploy();
      write(before);
      stopWhenAllIsRead(services, migration, stream);
      Map<String, String> read = committedSequences(services, migration);

      stream.jump(STANDSTILL);
      List<String> openEnded =
          read.keySet().stream()
              .filter(shard -> !stream.ending(shard).equals(Optional.of(read.get(shard))))
              .toList();
      write(behind);
      services.connect().resume(migration.source().name());
      Eventually.isTrue("the source runs", () -> migration.pipeline().notRunning().isEmpty());

      assertInSync(services, migration);
      assertThat(shardsWithADataLoss(services, migration)).isSubsetOf(openEnded);
    }
  }

  @Test
  void anIdleTableWhoseShardsAreKnownToBeEmptyHasNoDataLossAfterADay(Services services) {
    try (Migration migration = migration(services, "empty_for_a_day");
        StreamView stream = new StreamView(services, migration.name());
        ChangeWriter before = writer(migration, 1);
        ChangeWriter behind = writer(migration, 2)) {
      migration.deploy();
      write(before);
      List<String> empty = services.dynamoDbServer().shards(migration.name()).rollOver();
      Eventually.isTrue(
          "the empty shards have offsets",
          () -> offsetsOfShards(services, migration).keySet().containsAll(empty));
      stop(services, migration);

      stream.jump(STANDSTILL);
      write(behind);
      services.connect().resume(migration.source().name());
      Eventually.isTrue("the source runs", () -> migration.pipeline().notRunning().isEmpty());

      assertInSync(services, migration);
      assertThat(shardsWithADataLoss(services, migration)).isEmpty();
    }
  }

  @Test
  void aFirstSnapshotOfATableWithGoneShardsHasNoDataLoss(Services services) {
    try (Migration migration = migration(services, "gone_before");
        StreamView stream = new StreamView(services, migration.name());
        ChangeWriter before = writer(migration, 1);
        ChangeWriter behind = writer(migration, 2)) {
      write(before);
      List<String> first = stream.listed();
      stream.jump(STANDSTILL);
      assertThat(stream.listed()).as("trimmed, but listed").containsAll(first);
      assertThat(first).allMatch(shard -> stream.lastSequence(shard).isEmpty());

      migration.deploy();
      write(behind);

      assertInSync(services, migration);
      assertThat(shardsWithADataLoss(services, migration)).isEmpty();
    }
  }

  private static Migration migration(Services services, String name) {
    return new Migration(services, name, ITEMS)
        .withSource("topic.creation.default.retention.ms", "-1");
  }

  private static ChangeWriter writer(Migration migration, long seed) {
    return migration.writer(new ChangeWriter.Settings(seed, ITEMS, 300, 100, 0));
  }

  private static void write(ChangeWriter writer) {
    writer.start();
    Eventually.isTrue("the writer is done", writer::isDone);
  }

  /**
   * Stops the source when it has read every shard to the record that is its last. Connect may stop
   * a task without its last offsets, which is tried again.
   */
  private static void stopWhenAllIsRead(Services services, Migration migration, StreamView stream) {
    migration.drain();
    stop(services, migration);
    while (!committedSequences(services, migration).equals(stream.lastSequences())) {
      services.connect().resume(migration.source().name());
      migration.drain();
      stop(services, migration);
    }
  }

  private static void stop(Services services, Migration migration) {
    String source = migration.source().name();
    services.connect().stop(source);
    Eventually.isTrue(
        "the source is stopped", () -> services.connect().status(source).tasks().isEmpty());
  }

  /** How far each shard was read by its committed offset, of those with a record. */
  private static Map<String, String> committedSequences(Services services, Migration migration) {
    Map<String, String> sequences = new TreeMap<>();
    offsetsOfShards(services, migration)
        .forEach(
            (shard, offset) -> {
              String sequence = offset.path("sequence").asText();
              if (!sequence.isEmpty()) {
                sequences.put(shard, sequence);
              }
            });
    return sequences;
  }

  private static Map<String, JsonNode> offsetsOfShards(Services services, Migration migration) {
    return services.connect().offsets(migration.source().name()).stream()
        .filter(entry -> entry.path("partition").path("kind").asText().equals("shard"))
        .collect(
            Collectors.toMap(
                entry -> entry.path("partition").path("shard").asText(),
                entry -> entry.path("offset"),
                (one, other) -> one));
  }

  private static long epoch(Services services, Migration migration) {
    List<JsonNode> offsets = services.connect().offsets(migration.source().name());
    return offsets.stream()
        .filter(entry -> entry.path("partition").path("kind").asText().equals("table"))
        .mapToLong(entry -> entry.path("offset").path("epoch_us").asLong())
        .max()
        .orElse(0);
  }

  /** The shards whose data loss led to another scan, as the logs tell it with their warning. */
  private static List<String> shardsScannedAgainFor(SourceTasks tasks, Migration migration) {
    return tasks.logLines(line -> line.contains("may remain in the target")).stream()
        .map(GAP::matcher)
        .filter(gap -> gap.find() && gap.group("table").equals(migration.name()))
        .map(gap -> gap.group("shard"))
        .toList();
  }

  private static void assertInSync(Services services, Migration migration) {
    migration.drain();
    Verdict verdict = migration.compare();
    assertThat(verdict.first()).isEmpty();
    assertThat(verdict.inSync()).isTrue();
    assertThat(TopicAudit.of(services, migration).violations()).isEmpty();
  }

  private static Set<String> shardsWithADataLoss(Services services, Migration migration) {
    SourceTasks tasks = new SourceTasks(services, migration.source().name());
    return tasks.logLines(line -> line.contains(migration.name())).stream()
        .map(GAP::matcher)
        .filter(Matcher::find)
        .map(gap -> gap.group("shard"))
        .collect(Collectors.toSet());
  }
}
