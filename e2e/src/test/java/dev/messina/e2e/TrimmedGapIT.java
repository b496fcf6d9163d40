package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.cli.compare.Verdict;
import dev.messina.cli.workload.ChangeKind;
import dev.messina.cli.workload.ChangeWriter;
import dev.messina.cli.workload.ItemGenerator;
import dev.messina.e2e.SharedStack.Services;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A connector that stands still for longer than the stream keeps its records. */
@Tag("faults")
@ExtendWith(FastClockStack.class)
class TrimmedGapIT {

  private static final Duration RETENTION = Duration.ofHours(24);
  private static final Duration STANDSTILL = Duration.ofHours(26);
  private static final long ITEMS = 400;

  private static final Pattern GAP =
      Pattern.compile(
          "Table '(?<table>[^']+)', shard '(?<shard>[^']+)': changes from (?<from>\\S+) to"
              + " (?<to>\\S+) may have been trimmed");

  @Test
  void aGapIsNamedAndAResnapshotAndASweepMendIt(Services services) {
    try (Migration migration = migration(services, "trimmed_gap").withSource("gap.policy", "fail");
        StreamView stream = new StreamView(services, migration.name());
        ChangeWriter before = writer(migration, 1);
        ChangeWriter inside = writer(migration, 2);
        ChangeWriter behind = writer(migration, 3)) {
      SourceTasks tasks = new SourceTasks(services, migration.source().name());
      migration.deploy();
      write(before);
      String shard = stopBeforeAChange(services, migration, stream);
      Instant lastRead = TopicAudit.of(services, migration).newestChange();
      long firstEpoch = epoch(services, migration);

      write(inside);
      Instant gapEnded = stream.now();
      assertThat(inside.countByKind().get(ChangeKind.DELETE)).isPositive();
      stream.jump(STANDSTILL);
      Eventually.isTrue(
          "the shard is gone, but listed", () -> stream.listedButGone().contains(shard));
      write(behind);

      services.connect().resume(migration.source().name());
      Eventually.isTrue("a task has failed", () -> GAP.matcher(tasks.status()).find());
      Matcher gap = GAP.matcher(tasks.status());
      assertThat(gap.find()).isTrue();
      assertThat(tasks.status()).contains("FAILED", "gap.policy=resnapshot");
      assertThat(gap.group("table")).isEqualTo(migration.name());
      assertThat(gap.group("shard")).isEqualTo(shard);
      assertThat(Instant.parse(gap.group("from"))).isEqualTo(lastRead);
      assertThat(Instant.parse(gap.group("to"))).isBetween(gapEnded, stream.now().minus(RETENTION));

      services.connect().put(migration.withSource("gap.policy", "resnapshot").source());
      Eventually.isTrue("a later epoch", () -> epoch(services, migration) > firstEpoch);
      migration.drain();
      Verdict verdict = migration.compare();
      assertThat(verdict.missing()).as("items without a row: %s", verdict.first()).isZero();
      assertThat(verdict.different()).as("different rows: %s", verdict.first()).isZero();
      assertThat(shardsScannedAgainFor(tasks, migration))
          .as("a gap is warned about, and found once")
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
  void anIdleTableThatWasStoppedForMoreThanADayHasNoGap(Services services) {
    try (Migration migration = migration(services, "idle_for_a_day");
        StreamView stream = new StreamView(services, migration.name());
        ChangeWriter before = writer(migration, 1);
        ChangeWriter behind = writer(migration, 2)) {
      migration.deploy();
      write(before);
      String shard = stopInsideAShard(services, migration, stream);

      stream.jump(STANDSTILL);
      Eventually.isTrue(
          "the shard has ended, as it would have within the day", () -> stream.hasEnded(shard));
      // DynamoDB Local counts what changes nothing, and then calls the shard's own start trimmed.
      put(services, migration, "after the day", 1);
      write(behind);
      services.connect().resume(migration.source().name());
      Eventually.isTrue("the source runs", () -> migration.pipeline().notRunning().isEmpty());

      assertInSyncWithoutAGap(services, migration);
    }
  }

  @Test
  void aFirstSnapshotOfATableWithGoneShardsHasNoGap(Services services) {
    try (Migration migration = migration(services, "gone_before");
        StreamView stream = new StreamView(services, migration.name());
        ChangeWriter before = writer(migration, 1);
        ChangeWriter behind = writer(migration, 2)) {
      write(before);
      stream.jump(STANDSTILL);
      assertThat(stream.listedButGone()).isNotEmpty();

      migration.deploy();
      write(behind);

      assertInSyncWithoutAGap(services, migration);
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

  private static void put(Services services, Migration migration, String name, int number) {
    services
        .dynamoDb()
        .putItem(
            put ->
                put.tableName(migration.name())
                    .item(ItemGenerator.key(name, Integer.toString(number))));
  }

  /**
   * Stops the source with a change unread in the shard that it read last. The shard may have ended
   * just before the change, which is tried again.
   *
   * @return that shard
   */
  private static String stopBeforeAChange(
      Services services, Migration migration, StreamView stream) {
    for (int attempt = 1; ; attempt++) {
      String shard = stopInsideAShard(services, migration, stream);
      Optional<String> read = stream.lastSequence(shard);
      put(services, migration, "inside the gap", attempt);
      if (!stream.lastSequence(shard).equals(read)) {
        return shard;
      }
      services.connect().resume(migration.source().name());
    }
  }

  /**
   * Stops the source when it has read everything, the newest shard included, and before that shard
   * has ended. Connect may stop a task without its last offsets, which is tried again.
   *
   * @return that shard
   */
  private static String stopInsideAShard(
      Services services, Migration migration, StreamView stream) {
    String source = migration.source().name();
    while (true) {
      migration.drain();
      services.connect().stop(source);
      Eventually.isTrue(
          "the source is stopped", () -> services.connect().status(source).tasks().isEmpty());
      String newest = stream.newest();
      if (stream.lastSequence(newest).equals(committedSequence(services, migration, newest))) {
        return newest;
      }
      services.connect().resume(source);
    }
  }

  /** How far a shard was read by its committed offset; empty if it has none. */
  private static Optional<String> committedSequence(
      Services services, Migration migration, String shard) {
    return services.connect().offsets(migration.source().name()).stream()
        .filter(entry -> entry.path("partition").path("shard").asText().equals(shard))
        .map(entry -> entry.path("offset").path("sequence").asText())
        .filter(sequence -> !sequence.isEmpty())
        .findFirst();
  }

  private static long epoch(Services services, Migration migration) {
    List<JsonNode> offsets = services.connect().offsets(migration.source().name());
    return offsets.stream()
        .filter(entry -> entry.path("partition").path("kind").asText().equals("table"))
        .mapToLong(entry -> entry.path("offset").path("epoch_us").asLong())
        .max()
        .orElse(0);
  }

  /** The shards whose gap led to another scan, as the logs tell it with their warning. */
  private static List<String> shardsScannedAgainFor(SourceTasks tasks, Migration migration) {
    return tasks.logLines(line -> line.contains("may remain in the target")).stream()
        .map(GAP::matcher)
        .filter(gap -> gap.find() && gap.group("table").equals(migration.name()))
        .map(gap -> gap.group("shard"))
        .toList();
  }

  private static void assertInSyncWithoutAGap(Services services, Migration migration) {
    migration.drain();
    Verdict verdict = migration.compare();
    assertThat(verdict.first()).isEmpty();
    assertThat(verdict.inSync()).isTrue();
    assertThat(TopicAudit.of(services, migration).violations()).isEmpty();
    SourceTasks tasks = new SourceTasks(services, migration.source().name());
    assertThat(tasks.logLines(line -> GAP.matcher(line).find()))
        .noneMatch(line -> line.contains(migration.name()));
  }
}
