package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.cli.demo.workload.ItemGenerator;
import dev.messina.e2e.SharedStack.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What {@code messina verify} reads, and where it goes on, on a table that stands still. */
@ExtendWith(SharedStack.class)
class VerifyModesIT {

  private static final int ITEMS = 1_600;

  @TempDir private Path folder;

  /** Five runs, each of which waits for the frontier. */
  @Tag("soak")
  @Test
  void aRunThatIsStoppedGoesOnAndEachModeSeesItsPart(Services services)
      throws IOException, InterruptedException {
    try (Migration migration = new Migration(services, "verify_modes", ITEMS)) {
      migration.deploy();
      migration.drain();
      int items = ITEMS + Migration.WITNESSES;

      stop(services, migration);
      VerifyRun rest = VerifyRun.of(services, migration, "--segments", "1");
      assertThat(rest.differences()).isEmpty();
      assertThat(rest.exitCode()).as(rest.told()).isZero();
      assertThat(rest.summary().path("items").asInt()).isEqualTo(items);
      assertThat(rest.summary().path("rows").asInt()).isEqualTo(items);

      VerifyRun whole = VerifyRun.of(services, migration, "--segments", "1");
      assertThat(whole.exitCode()).as(whole.told()).isZero();
      assertThat(rest.summary().path("read_units").asDouble())
          .as("the first pages were not read again")
          .isLessThan(whole.summary().path("read_units").asDouble());

      JsonNode even = VerifyRun.of(services, migration, "--counts").summary();
      assertThat(even.path("verdict").asText()).isEqualTo("even");
      assertThat(even.path("expected_rows").asInt()).isEqualTo(items);

      DamagedRows rows = new DamagedRows(services.cql(), migration.targetName());
      rows.remove(ItemGenerator.key("customer#000001", "0"));
      VerifyRun counts = VerifyRun.of(services, migration, "--counts");
      assertThat(counts.exitCode()).isEqualTo(2);
      assertThat(counts.summary().path("missing").asInt()).isEqualTo(1);

      Path keys = folder.resolve("keys.jsonl");
      Files.writeString(
          keys,
          "{\"pk\":{\"S\":\"customer#000001\"},\"sk\":{\"N\":\"0\"}}\n"
              + "{\"pk\":{\"S\":\"customer#000001\"},\"sk\":{\"N\":\"1\"}}\n");
      VerifyRun listed = VerifyRun.of(services, migration, "--keys", keys.toString());
      assertThat(listed.differences()).isEqualTo(rows.expected());
      assertThat(listed.exitCode()).isEqualTo(1);

      VerifyRun sample = VerifyRun.of(services, migration, "--sample", "100");
      assertThat(sample.summary().path("items").asInt()).isEqualTo(100);
      assertThat(sample.summary().path("share_wrong_below").asDouble()).isBetween(0.02, 0.08);
    }
  }

  /** Pages of the scan wait for read units, so that there is time to stop between them. */
  private static void stop(Services services, Migration migration) throws InterruptedException {
    AtomicReference<VerifyRun> stopped = new AtomicReference<>();
    Thread run =
        new Thread(
            () -> stopped.set(VerifyRun.of(services, migration, "--segments", "1", "--rcu", "5")));
    run.start();
    Path state = VerifyRun.state(migration.sink().name()).resolve("pass").resolve("pass.json");
    Eventually.isTrue("some pages are read", () -> Files.exists(state));
    run.interrupt();
    run.join();
    assertThat(stopped.get().exitCode()).isEqualTo(2);
    assertThat(stopped.get().told()).contains("interrupted");
  }
}
