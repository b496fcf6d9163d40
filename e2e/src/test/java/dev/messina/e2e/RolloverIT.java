package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.compare.Verdict;
import dev.messina.cli.workload.ChangeWriter;
import dev.messina.cli.workload.ItemGenerator;
import dev.messina.e2e.SharedStack.Services;
import dev.messina.stack.ServiceProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Shards end and begin while the table is written. */
@Tag("faults")
@ExtendWith(FastClockStack.class)
class RolloverIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int TASKS = 3;
  private static final long ITEMS = 300;
  private static final long HELD_BACK = 300;

  @Test
  void rolloversUnderLoadLoseNothingAndRestartNoTask(Services services) {
    try (Migration migration = new Migration(services, "rollover", ITEMS);
        StreamView stream = new StreamView(services, migration.name());
        ChangeWriter writer = migration.writer(ITEMS, 6_000 + HELD_BACK, 30, HELD_BACK)) {
      migration
          .withSource("tasks.max", Integer.toString(TASKS))
          .withSource("topic.creation.default.retention.ms", "-1");
      SourceTasks tasks = new SourceTasks(services, migration.source().name());
      writer.start();
      migration.deploy();
      Eventually.isTrue("the snapshot is done", () -> migration.pipeline().snapshot().isDone());
      assertThat(tasks.count()).isEqualTo(TASKS);
      String configurations = tasks.configurations();

      List<String> before = awaitNewShards(stream, 1);
      long startsBefore = tasks.starts();
      killTheSourcesWorker(services, migration);
      Eventually.isTrue("tasks were started again", () -> tasks.starts() > startsBefore);
      long starts = tasks.settledStarts();
      assertThat(tasks.areRunning()).isTrue();

      List<String> after = awaitNewShards(stream, 2);
      // The writer may have paused by now, and then nobody else writes into the newest shard.
      migration.put(ItemGenerator.key("into the newest shard", "1"));
      Eventually.isTrue(
          "a change of the newest shard is in the topic",
          PATIENCE,
          () -> TopicAudit.of(services, migration).shards().contains(newest(after)));
      assertThat(tasks.starts()).as("starts of tasks").isEqualTo(starts);
      assertThat(tasks.configurations()).isEqualTo(configurations);

      writer.releaseRest();
      Eventually.isTrue("the writer is done", writer::isDone);
      migration.drain();
      Verdict verdict = migration.compare();
      TopicAudit audit = TopicAudit.of(services, migration);
      assertThat(verdict.first()).isEmpty();
      assertThat(verdict.inSync()).isTrue();
      assertThat(audit.violations()).isEmpty();
      assertThat(audit.shards()).containsAll(before).containsAll(after);
    }
  }

  /** Waits until so many shards more are listed than now, and gives all of them. */
  private static List<String> awaitNewShards(StreamView stream, int more) {
    int wanted = stream.listed().size() + more;
    Eventually.isTrue(more + " more shards", () -> stream.listed().size() >= wanted);
    return stream.listed();
  }

  private static void killTheSourcesWorker(Services services, Migration migration) {
    String workerId = migration.pipeline().workerOfSourceTask().orElseThrow();
    ServiceProcess worker = services.worker(workerId).process();
    worker.kill();
    worker.start();
    worker.awaitHealthy();
  }

  private static String newest(List<String> shards) {
    return shards.get(shards.size() - 1);
  }
}
