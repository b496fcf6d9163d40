package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.cli.compare.Verdict;
import dev.messina.cli.demo.workload.ChangeWriter;
import dev.messina.cli.demo.workload.ItemGenerator;
import dev.messina.e2e.SharedStack.Services;
import dev.messina.stack.DynamoDbShards;
import dev.messina.stack.ServiceProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Shards end and begin while the table is written: they roll over, split and merge. */
@ExtendWith(SharedStack.class)
class ShardSplitIT {

  private static final int TASKS = 3;
  private static final long ITEMS = 300;
  private static final long HELD_BACK = 300;

  @Test
  void splitsAndMergesWithAKilledWorkerLoseNothingAndReadEveryShardToItsEnd(Services services) {
    GivenDynamoDb.skipIfGiven("ends shards");
    try (Migration migration = new Migration(services, "shard_split", ITEMS);
        ChangeWriter writer = migration.writer(ITEMS, 900 + HELD_BACK, 60, HELD_BACK);
        ChangeWriter later =
            migration.writer(new ChangeWriter.Settings(2, ITEMS, 400, 200, HELD_BACK))) {
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
      long starts = tasks.settledStartsAfterADeath();
      assertThat(tasks.areRunning()).isTrue();

      List<String> halves = shards.split();
      assertThat(halves).hasSize(2 * first.size());
      awaitChangesOf(halves, services, migration);
      writer.releaseRest();
      Eventually.isTrue("the writer is done", writer::isDone);
      migration.drain();

      List<String> merged = mergePairs(shards, halves);
      assertThat(shards.open()).containsExactlyInAnyOrderElementsOf(merged);
      later.start();
      awaitChangesOf(merged, services, migration);
      later.releaseRest();
      Eventually.isTrue("the second writer is done", later::isDone);
      assertThat(tasks.starts()).as("starts of tasks").isEqualTo(starts);
      assertThat(tasks.configurations()).isEqualTo(configurations);

      migration.drain();
      Verdict verdict = migration.compare();
      TopicAudit audit = TopicAudit.of(services, migration);
      assertThat(verdict.first()).isEmpty();
      assertThat(verdict.inSync()).isTrue();
      assertThat(audit.violations()).isEmpty();
      assertThat(audit.shards()).containsAll(rolledOver).containsAll(halves).containsAll(merged);
      Eventually.holds(
          "every shard that has ended was read to its end",
          () ->
              assertThat(finished(services, migration))
                  .containsAll(first)
                  .containsAll(rolledOver)
                  .containsAll(halves)
                  .doesNotContainAnyElementsOf(merged));
    }
  }

  /** The halves of one shard are neighbours; all that was written to them has been read. */
  private static List<String> mergePairs(DynamoDbShards shards, List<String> halves) {
    List<String> merged = new ArrayList<>();
    for (int half = 0; half < halves.size(); half += 2) {
      merged.add(shards.merge(halves.get(half), halves.get(half + 1)));
    }
    return merged;
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

  /** The shards whose committed offset says that they were read to their end. */
  private static List<String> finished(Services services, Migration migration) {
    Map<String, JsonNode> offsets =
        services.connect().offsets(migration.source().name()).stream()
            .filter(entry -> entry.path("partition").path("kind").asText().equals("shard"))
            .collect(
                Collectors.toMap(
                    entry -> entry.path("partition").path("shard").asText(),
                    entry -> entry.path("offset")));
    return offsets.keySet().stream()
        .filter(shard -> offsets.get(shard).path("finished").asBoolean())
        .toList();
  }

  private static void killTheSourcesWorker(Services services, Migration migration) {
    String workerId = migration.pipeline().workerOfSourceTask().orElseThrow();
    ServiceProcess worker = services.worker(workerId).process();
    worker.kill();
    worker.start();
    worker.awaitHealthy();
  }
}
