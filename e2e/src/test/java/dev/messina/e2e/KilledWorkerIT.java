package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.compare.Verdict;
import dev.messina.cli.demo.workload.ChangeWriter;
import dev.messina.e2e.SharedStack.Services;
import dev.messina.stack.ServiceProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** SIGKILL for the worker that runs the source's task, at the two moments that matter. */
@ExtendWith(SharedStack.class)
class KilledWorkerIT {

  private static final long ITEMS = 2_000;

  @Test
  void survivesSigkillInMidSnapshot(Services services) {
    try (Migration migration = new Migration(services, "killed_in_snapshot", ITEMS);
        ChangeWriter writer = migration.writer(ITEMS, 600, 60, 0)) {
      migration.withSource("snapshot.page.limit", "10").withSource("snapshot.segments", "2");
      writer.start();
      migration.deploy();
      Eventually.isTrue("the snapshot has begun", () -> migration.tally().snapshotRows() > 50);

      killTheSourcesWorker(services, migration);
      assertThat(migration.pipeline().snapshot().isDone())
          .as("the snapshot was over before the worker was killed")
          .isFalse();

      Eventually.isTrue("the writer is done", writer::isDone);
      assertInSync(services, migration);
    }
  }

  @Test
  void survivesSigkillInMidStream(Services services) {
    try (Migration migration = new Migration(services, "killed_in_stream", 200);
        ChangeWriter writer = migration.writer(200, 1_500, 150, 500)) {
      migration.deploy();
      Eventually.isTrue("the snapshot is done", () -> migration.pipeline().snapshot().isDone());
      writer.start();
      Eventually.isTrue("changes are on their way", () -> migration.tally().distinct("u") > 100);

      killTheSourcesWorker(services, migration);
      assertThat(writer.isDone()).as("the writer was done before the worker was killed").isFalse();
      writer.releaseRest();

      Eventually.isTrue("the writer is done", writer::isDone);
      assertInSync(services, migration);
    }
  }

  private static void killTheSourcesWorker(Services services, Migration migration) {
    String workerId = migration.pipeline().workerOfSourceTask().orElseThrow();
    ServiceProcess worker = services.worker(workerId).process();
    worker.kill();
    assertThat(worker.isRunning()).isFalse();
    worker.start();
    worker.awaitHealthy();
  }

  private static void assertInSync(Services services, Migration migration) {
    migration.drain();
    Verdict verdict = migration.compare();
    assertThat(verdict.first()).isEmpty();
    assertThat(verdict.inSync()).isTrue();
    assertThat(TopicAudit.of(services, migration).violations()).isEmpty();
  }
}
