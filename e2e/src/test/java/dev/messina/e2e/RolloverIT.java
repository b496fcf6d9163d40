package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.compare.Verdict;
import dev.messina.cli.workload.ChangeWriter;
import dev.messina.cli.workload.ItemGenerator;
import dev.messina.e2e.SharedStack.Services;
import dev.messina.stack.DynamoDbShards;
import dev.messina.stack.ServiceProcess;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Shards end and begin while the table is written, by rolling over and by splits. */
@ExtendWith(SharedStack.class)
class RolloverIT {

  private static final int TASKS = 3;
  private static final long ITEMS = 300;
  private static final long HELD_BACK = 300;

  @Test
  void rolloversUnderLoadLoseNothingAndRestartNoTask(Services services) {
    GivenDynamoDb.skipIfGiven("ends shards");
    try (Migration migration = new Migration(services, "rollover", ITEMS);
        ChangeWriter writer = migration.writer(ITEMS, 1_500 + HELD_BACK, 60, HELD_BACK)) {
      migration.withSource("tasks.max", Integer.toString(TASKS));
      DynamoDbShards shards = services.dynamoDbServer().shards(migration.name());
      List<String> first = shards.open();
      SourceTasks tasks = new SourceTasks(services, migration.source().name());
      writer.start();
      migration.deploy();
      Eventually.isTrue("the snapshot is done", () -> migration.pipeline().snapshot().isDone());
      assertThat(tasks.count()).isEqualTo(TASKS);
      String configurations = tasks.configurations();

      List<String> rolledOver = shards.rollOver();
      awaitChangesOf(rolledOver, services, migration);
      long startsBefore = tasks.starts();
      killTheSourcesWorker(services, migration);
      Eventually.isTrue("tasks were started again", () -> tasks.starts() > startsBefore);
      long starts = tasks.settledStarts();
      assertThat(tasks.areRunning()).isTrue();

      List<String> halves = shards.split();
      assertThat(halves).hasSize(2 * first.size());
      awaitChangesOf(halves, services, migration);
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
      assertThat(audit.shards()).containsAll(rolledOver).containsAll(halves);
    }
  }

  /** Writes new items, in addition to the writer, until each shard has a change in the topic. */
  private static void awaitChangesOf(List<String> shards, Services services, Migration migration) {
    AtomicInteger number = new AtomicInteger();
    Eventually.isTrue(
        "changes of each new shard are in the topic",
        () -> {
          for (int put = 0; put < shards.size(); put++) {
            String name = shards.get(0) + "/" + number.incrementAndGet();
            migration.put(ItemGenerator.key(name, "1"));
          }
          return TopicAudit.of(services, migration).shards().containsAll(shards);
        });
  }

  private static void killTheSourcesWorker(Services services, Migration migration) {
    String workerId = migration.pipeline().workerOfSourceTask().orElseThrow();
    ServiceProcess worker = services.worker(workerId).process();
    worker.kill();
    worker.start();
    worker.awaitHealthy();
  }
}
