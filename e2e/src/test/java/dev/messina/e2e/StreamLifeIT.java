package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.cli.compare.Verdict;
import dev.messina.cli.demo.workload.ChangeKind;
import dev.messina.cli.demo.workload.ChangeWriter;
import dev.messina.cli.demo.workload.ItemGenerator;
import dev.messina.cli.demo.workload.SourceTable;
import dev.messina.e2e.SharedStack.Services;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A stream that ends while it is followed, and is followed by another of a table of that name. */
@ExtendWith(SharedStack.class)
class StreamLifeIT {

  private static final long ITEMS = 200;

  @Test
  void aStreamThatIsSwitchedOffAndOnAgainIsScannedForAndFollowed(Services services) {
    try (Migration migration = migration(services, "switched_off", "resnapshot");
        ChangeWriter before = writer(migration, 1);
        ChangeWriter unseen = writer(migration, 2);
        ChangeWriter after = writer(migration, 3)) {
      migration.deploy();
      write(before);
      migration.drain();
      long firstEpoch = epoch(services, migration);

      services
          .dynamoDb()
          .updateTable(
              change ->
                  change
                      .tableName(migration.name())
                      .streamSpecification(stream -> stream.streamEnabled(false)));
      write(unseen);
      assertThat(unseen.countByKind().get(ChangeKind.DELETE)).isPositive();
      Eventually.isTrue(
          "the loss is in the offsets", () -> !offsets(services, migration, "data-loss").isEmpty());
      assertThat(migration.pipeline().notRunning()).isEmpty();
      assertThat(epoch(services, migration)).as("nothing to follow yet").isEqualTo(firstEpoch);

      SourceTable.enableStream(services.dynamoDb(), migration.name());
      Eventually.isTrue("a later epoch", () -> epoch(services, migration) > firstEpoch);
      write(after);
      assertInSyncAfterASweep(services, migration);
    }
  }

  @Test
  void aTableThatIsDeletedAndCreatedAgainIsAnotherTableThatIsScannedAndFollowed(Services services) {
    try (Migration migration = migration(services, "created_again", "fail");
        ChangeWriter before = writer(migration, 1)) {
      migration.deploy();
      write(before);
      migration.drain();
      long firstEpoch = epoch(services, migration);

      services.dynamoDb().deleteTable(table -> table.tableName(migration.name()));
      SourceTable.create(services.dynamoDb(), migration.name());
      for (int number = 0; number < ITEMS; number++) {
        migration.put(ItemGenerator.key("another#" + number, "1"));
      }
      SourceTable.enableStream(services.dynamoDb(), migration.name());
      SourceTasks tasks = new SourceTasks(services, migration.source().name());
      Eventually.isTrue("the task has failed", () -> tasks.status().contains("FAILED"));
      assertThat(tasks.status()).contains(migration.name(), "data.loss.policy");

      services.connect().put(migration.withSource("data.loss.policy", "resnapshot").source());
      tasks.order("POST", "/restart?includeTasks=true&onlyFailed=true");
      Eventually.isTrue("a later epoch", () -> epoch(services, migration) > firstEpoch);
      try (ChangeWriter after = writer(migration, 2)) {
        write(after);
      }
      assertInSyncAfterASweep(services, migration);
    }
  }

  private static Migration migration(Services services, String name, String dataLossPolicy) {
    return new Migration(services, name, ITEMS)
        .withSource("shard.discovery.interval.ms", "1000")
        .withSource("data.loss.policy", dataLossPolicy);
  }

  private static ChangeWriter writer(Migration migration, long seed) {
    return migration.writer(new ChangeWriter.Settings(seed, ITEMS, 300, 150, 0));
  }

  private static void write(ChangeWriter writer) {
    writer.start();
    Eventually.isTrue("the writer is done", writer::isDone);
  }

  /** Every item has its row at once; rows of items that went unseen are left to the sweep. */
  private static void assertInSyncAfterASweep(Services services, Migration migration) {
    migration.drain();
    Verdict verdict = migration.compare();
    assertThat(verdict.missing()).as("items without a row: %s", verdict.first()).isZero();
    assertThat(verdict.different()).as("different rows: %s", verdict.first()).isZero();
    SweepRun sweep = SweepRun.of(services, migration, "--apply");
    assertThat(sweep.exitCode()).as("%s", sweep).isZero();
    assertThat(sweep.gone()).as("%s", sweep).isPositive();
    assertThat(migration.compare().inSync()).as("after the sweep").isTrue();
    assertThat(TopicAudit.of(services, migration).violations()).isEmpty();
  }

  private static long epoch(Services services, Migration migration) {
    return offsets(services, migration, "table").stream()
        .mapToLong(entry -> entry.path("offset").path("epoch_us").asLong())
        .max()
        .orElse(0);
  }

  private static List<JsonNode> offsets(Services services, Migration migration, String kind) {
    return services.connect().offsets(migration.source().name()).stream()
        .filter(entry -> entry.path("partition").path("kind").asText().equals(kind))
        .toList();
  }
}
