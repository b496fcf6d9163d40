package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.compare.Verdict;
import dev.messina.cli.demo.workload.ChangeKind;
import dev.messina.cli.demo.workload.ChangeWriter;
import dev.messina.e2e.SharedStack.Services;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A snapshot that takes longer than a stream keeps its records, of a table that never rests. */
@ExtendWith(OwnClockStack.class)
class ThirtyHourBackfillIT {

  private static final Duration BACKFILL = Duration.ofHours(30);

  /** Thirty hours are a minute. */
  private static final int SPEED = 1_800;

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** How many times each shard is rolled over at least, every four hours. */
  private static final int ROLLOVERS = 7;

  private static final long ITEMS = 600;

  /** The paced ones, 30 a second, last a little longer than the scan. */
  private static final long CHANGES = 2_900;

  private static final long HELD_BACK = 500;

  @Test
  void aBackfillLongerThanTheRetentionEndsInSync(Services services) {
    try (Migration migration = new Migration(services, "thirty_hours", ITEMS);
        StreamView stream = new StreamView(services, migration.name());
        ChangeWriter writer = migration.writer(ITEMS, CHANGES, 30, HELD_BACK)) {
      migration
          .withSource("topic.creation.default.retention.ms", "-1")
          .withSource("snapshot.segments", "2")
          // A page of one small item, read consistently, costs one unit.
          .withSource("snapshot.page.limit", "1")
          .withSource("snapshot.consistent.read", "true")
          .withSource("snapshot.max.rcu", "9")
          // However slow the machine is, the scan takes its minute.
          .withSource("snapshot.max.latency.ms", "0");
      Instant began = stream.now();
      List<String> first = stream.listed();
      services.dynamoDbServer().clock().speed(SPEED);
      writer.start();
      migration.deploy();
      Eventually.isTrue("the snapshot is done", PATIENCE, () -> isSnapshotDone(migration, writer));

      assertThat(Duration.between(began, stream.now())).isGreaterThan(BACKFILL);
      services.dynamoDbServer().clock().speed(1);
      assertThat(stream.listed())
          .as("shards trimmed before the snapshot ended")
          .doesNotContainAnyElementsOf(first);

      writer.releaseRest();
      Eventually.isTrue("the writer is done", writer::isDone);
      migration.drain();
      Verdict verdict = migration.compare();
      TopicAudit audit = TopicAudit.of(services, migration);
      assertThat(verdict.first()).isEmpty();
      assertThat(verdict.inSync()).isTrue();
      assertThat(audit.violations()).isEmpty();
      assertThat(audit.shards())
          .containsAll(first)
          .hasSizeGreaterThanOrEqualTo(ROLLOVERS * first.size());
      assertThat(migration.tally().snapshotRows()).isGreaterThan(ITEMS / 2);
      assertThat(writer.countByKind().get(ChangeKind.DELETE)).isPositive();
      assertThat(writer.countByKind().get(ChangeKind.REINSERT)).isPositive();
    }
  }

  private static boolean isSnapshotDone(Migration migration, ChangeWriter writer) {
    writer.rethrowFailure();
    migration.pipeline().rethrowFailure();
    return migration.pipeline().snapshot().isDone();
  }
}
