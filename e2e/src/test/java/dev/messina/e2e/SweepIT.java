package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.cli.compare.Verdict;
import dev.messina.cli.demo.workload.ItemGenerator;
import dev.messina.e2e.SharedStack.Services;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Two snapshots and no stream: only a sweep can tell what was deleted between them. */
@ExtendWith(SharedStack.class)
class SweepIT {

  private static final long ITEMS = 1_000;
  private static final long DELETED = 200;
  private static final Map<String, AttributeValue> UNFIT = ItemGenerator.key("unfit", "1");

  @Test
  void aTableThatWasSnapshotTwiceIsInSyncAfterASweep(Services services) {
    try (Migration migration = migration(services)) {
      putUnfitItem(migration);
      migration.deploy();
      awaitSnapshot(migration);
      SweepRun unfit = SweepRun.of(services, migration, "--apply");
      assertThat(unfit.refused()).as("%s", unfit).isEqualTo("dead_letters");
      assertThat(unfit.exitCode()).isEqualTo(2);
      SweepRun accepted = SweepRun.of(services, migration, "--accept-dead-letters");
      assertThat(accepted.gone()).as("%s", accepted).isZero();
      assertThat(accepted.live() + accepted.undated()).isEqualTo(ITEMS);
      assertThat(accepted.undated()).as("items that are nothing but a key").isPositive();

      long epoch = accepted.said().path("epoch_us").asLong();
      assertOtherShapesAreSweptOrRefused(services, migration, epoch);

      LongStream.range(0, DELETED).forEach(migration::delete);
      migration.delete(UNFIT);
      snapshotAgain(services, migration);
      SweepRun running = SweepRun.of(services, migration, "--apply");
      assertThat(running.refused()).as("%s", running).isEqualTo("snapshot_running");
      assertThat(running.exitCode()).isEqualTo(2);

      services.connect().put(migration.withSource("snapshot.max.rcu", "10000").source());
      awaitSnapshot(migration);
      SweepRun dry = SweepRun.of(services, migration, "--show-keys", "2");
      assertThat(dry.exitCode()).as("%s", dry).isEqualTo(1);
      assertThat(dry.gone()).isPositive();
      assertThat(dry.live() + dry.gone() + dry.undated()).isEqualTo(ITEMS);
      assertThat(dry.said().path("keys"))
          .hasSize(2)
          .allSatisfy(key -> assertThat(key.asText()).matches("pk='.+', sk=[-0-9.E+]+"));
      assertThat(migration.compare().extra()).as("a dry run deletes nothing").isEqualTo(DELETED);
      Map<String, String> before = migration.rowsWithWriteTimestamps();

      SweepRun applied = SweepRun.of(services, migration, "--apply");
      assertThat(applied.exitCode()).as("%s", applied).isZero();
      assertThat(applied.gone()).isEqualTo(dry.gone());
      Verdict verdict = migration.compare();
      assertThat(verdict.inSync()).as("%s", verdict).isTrue();
      assertThat(migration.rowsWithWriteTimestamps())
          .as("live rows are as they were")
          .hasSize((int) (ITEMS - DELETED))
          .isEqualTo(remaining(before, migration));
      SweepRun again = SweepRun.of(services, migration, "--apply");
      assertThat(again.gone()).isZero();
      assertThat(again.live() + again.undated()).isEqualTo(ITEMS - DELETED);
    }
  }

  /** Tables that this sink does not write, to look at what a sweep does to their rows. */
  private static void assertOtherShapesAreSweptOrRefused(
      Services services, Migration migration, long epoch) {
    CqlSession cql = services.cql();
    cql.execute("CREATE TABLE e2e.swept_static (p int, c int, s int STATIC, PRIMARY KEY (p, c))");
    cql.execute("CREATE TABLE e2e.swept_sets (p int PRIMARY KEY, tags set<text>, n int)");
    cql.execute("INSERT INTO e2e.swept_sets (p, n) VALUES (1, 1) USING TIMESTAMP " + (epoch - 100));
    cql.execute("UPDATE e2e.swept_sets USING TIMESTAMP " + epoch + " SET n = 1 WHERE p = 2");
    cql.execute("INSERT INTO e2e.swept_sets (p, tags) VALUES (3, {'a'}) USING TIMESTAMP " + epoch);
    cql.execute(
        "INSERT INTO e2e.swept_sets (p, tags) VALUES (4, {'a'}) USING TIMESTAMP " + (epoch - 100));
    assertThat(sweepOf(services, migration, "e2e.nowhere").refused()).isEqualTo("unknown_target");
    assertThat(sweepOf(services, migration, "e2e.swept_static").refused())
        .isEqualTo("unsuitable_target");

    cql.execute("INSERT INTO e2e.swept_sets (p, n) VALUES (5, 1) USING TIMESTAMP " + (epoch - 1));
    assertThat(sweepOf(services, migration, "e2e.swept_sets").refused()).isEqualTo("foreign_rows");
    assertThat(rows(cql)).as("nothing is deleted where others write").containsOnly(1, 2, 3, 4, 5);

    cql.execute("DELETE FROM e2e.swept_sets WHERE p = 5");
    cql.execute("INSERT INTO e2e.swept_sets (p, n) VALUES (6, 1) USING TIMESTAMP " + (epoch - 100));
    assertThat(sweepOf(services, migration, "e2e.swept_sets").refused())
        .isEqualTo("more_gone_than_live");
    assertThat(rows(cql)).as("nothing is deleted").containsOnly(1, 2, 3, 4, 6);
    SweepRun applied =
        sweepOf(services, migration, "e2e.swept_sets", "--accept-more-gone-than-live");
    assertThat(applied.exitCode()).as("%s", applied).isZero();
    assertThat(applied.gone()).isEqualTo(2);
    assertThat(applied.undated()).isEqualTo(2);
    assertThat(rows(cql)).as("a live row without a write timestamp stays").containsOnly(2, 3);
  }

  private static SweepRun sweepOf(
      Services services, Migration migration, String target, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("--apply", "--accept-dead-letters", "--target", target));
    arguments.addAll(List.of(more));
    return SweepRun.of(services, migration, arguments.toArray(String[]::new));
  }

  private static List<Integer> rows(CqlSession cql) {
    return cql.execute("SELECT p FROM e2e.swept_sets").map(row -> row.getInt(0)).all();
  }

  private static Migration migration(Services services) {
    return new Migration(services, "swept", ITEMS)
        .withSource("snapshot.mode", "initial_only")
        .withSource("snapshot.page.limit", "20")
        .withSink("errors.tolerance", "all")
        .withSink("errors.deadletterqueue.topic.name", "e2e.swept.rejected")
        .withSink("errors.deadletterqueue.topic.replication.factor", "1");
  }

  private static void putUnfitItem(Migration migration) {
    Map<String, AttributeValue> item = new HashMap<>(UNFIT);
    item.put("count", AttributeValue.fromS("many"));
    migration.put(item);
  }

  /** Forgets the first snapshot and begins another, so slowly that it is running for a while. */
  private static void snapshotAgain(Services services, Migration migration) {
    String source = migration.source().name();
    long first = settledEpoch(services, migration);
    services.connect().stop(source);
    Eventually.isTrue(
        "the source is stopped", () -> services.connect().status(source).tasks().isEmpty());
    services.connect().deleteOffsets(source);
    services
        .connect()
        .put(
            migration
                .withSource("write.timestamp.min", Instant.now().toString())
                .withSource("snapshot.max.rcu", "1")
                .source());
    services.connect().resume(source);
    Eventually.isTrue("a later epoch", () -> settledEpoch(services, migration) > first);
  }

  private static void awaitSnapshot(Migration migration) {
    Eventually.isTrue(
        "the snapshot is complete",
        () -> {
          migration.pipeline().rethrowFailure();
          return migration.pipeline().snapshot().isDone();
        });
  }

  /** The first epoch of the table once it holds; 0 before that. */
  private static long settledEpoch(Services services, Migration migration) {
    return services.connect().offsets(migration.source().name()).stream()
        .filter(entry -> entry.path("partition").path("kind").asText().equals("first"))
        .map(entry -> entry.path("offset").path("epoch_us"))
        .mapToLong(JsonNode::asLong)
        .max()
        .orElse(0);
  }

  private static Map<String, String> remaining(Map<String, String> before, Migration migration) {
    Map<String, String> remaining = new TreeMap<>(before);
    remaining.keySet().retainAll(migration.rowsWithWriteTimestamps().keySet());
    return remaining;
  }
}
