package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.demo.workload.ChangeWriter;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("containers")
@ExtendWith(AnyStack.class)
class ReplayIT {

  @Test
  void aFullReplayLeavesIdenticalRowsAndWriteTimestamps(Site site) {
    try (Migration migration = new Migration(site, "replay", 400);
        ChangeWriter writer = migration.writer(400, 800, 200, 0)) {
      writer.start();
      migration.deploy();
      Eventually.isTrue("the writer is done", writer::isDone);
      migration.drain();
      Map<String, String> before = migration.rowsWithWriteTimestamps();
      assertThat(before).hasSizeGreaterThan(200);

      migration.rewindSink();
      assertThat(migration.pipeline().sinkLag(migration.tally().readTo()))
          .as("nothing would be replayed")
          .isEqualTo(migration.tally().records());
      site.connect().resume(migration.sink().name());
      migration.drain();

      Map<String, String> after = migration.rowsWithWriteTimestamps();
      assertThat(after).isEqualTo(before);
      assertThat(migration.compare().inSync()).isTrue();
    }
  }
}
