package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.compare.Verdict;
import dev.messina.cli.demo.workload.ChangeWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("containers")
@ExtendWith(AnyStack.class)
class SnapshotWhileWritingIT {

  @Test
  void everyItemEqualsItsRowAfterASnapshotUnderLoad(Site site) {
    try (Migration migration = new Migration(site, "snapshot_while_writing", 1_500);
        ChangeWriter writer = migration.writer(1_500, 1_500, 150, 0)) {
      writer.start();
      migration.deploy();
      Eventually.isTrue("the writer is done", writer::isDone);
      migration.drain();

      Verdict verdict = migration.compare();

      assertThat(verdict.first()).isEmpty();
      assertThat(verdict.inSync()).isTrue();
      assertThat(verdict.items()).isGreaterThan(1_000);
      assertThat(migration.tally().distinct("u")).isPositive();
      assertThat(migration.tally().distinct("d")).isPositive();
      assertThat(migration.tally().snapshotRows()).isPositive();
      assertThat(TopicAudit.of(site, migration).violations()).isEmpty();
    }
  }
}
