package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.compare.Verdict;
import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.connect.ConnectorStatus;
import dev.messina.cli.demo.workload.ChangeWriter;
import dev.messina.cli.demo.workload.ItemGenerator;
import dev.messina.e2e.SharedStack.Services;
import dev.messina.stack.KafkaVersion;
import dev.messina.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same zips and the same job on every version of the worker, found in either way. */
@ExtendWith(SharedStack.class)
class ConnectVersionsIT {

  private static final long ITEMS = 300;
  private static final String NO_PLUGIN_METRICS =
      "This worker is older than Kafka 4.1; metrics are given over JMX only";

  @ParameterizedTest
  @CsvSource({
    "NEWEST, service_load, 4.3.1, 0",
    "NEWEST, only_scan, 4.3.1, 0",
    "V3_9, service_load, 3.9.1, 1",
    "V3_9, only_scan, 3.9.1, 1"
  })
  void aTableIsCarriedAndKeptInStep(
      KafkaVersion version,
      String discovery,
      String workerVersion,
      int noticesOfMissingMetrics,
      Services shared)
      throws IOException {
    String name = "connect_" + workerVersion.replace('.', '_') + "_" + discovery;
    try (LocalStack worker =
        shared
            .otherWorker(name)
            .connectVersion(version)
            .connectProperties(Map.of("plugin.discovery", discovery))
            .start()) {
      Services services = shared.on(worker);
      ConnectRest connect = services.connect();
      assertThat(connect.workerVersion()).isEqualTo(workerVersion);
      try (Migration migration = new Migration(services, name, ITEMS);
          ChangeWriter writer = migration.writer(ITEMS, 200, 100, 0)) {
        writer.start();
        migration.deploy();
        Eventually.isTrue("the writer is done", writer::isDone);
        migration.put(ItemGenerator.key("goes", "1"));
        migration.drain();
        assertThat(migration.row(ItemGenerator.key("goes", "1"))).isNotNull();
        migration.delete(ItemGenerator.key("goes", "1"));
        migration.drain();

        Verdict verdict = migration.compare();
        assertThat(verdict.toString()).startsWith("IN SYNC");
        assertThat(verdict.items()).isGreaterThan(ITEMS / 2);
        assertThat(migration.row(ItemGenerator.key("goes", "1"))).isNull();
        assertThat(migration.tally().distinct("u")).isPositive();
        assertThat(migration.tally().snapshotRows()).isPositive();
        assertThat(connect.status(migration.sink().name()).tasks())
            .extracting(ConnectorStatus.Task::state)
            .containsOnly("RUNNING");
        offsetsCanBeForgotten(connect, migration);
      }
      assertThat(log(worker))
          .filteredOn(line -> line.contains(NO_PLUGIN_METRICS))
          .hasSize(noticesOfMissingMetrics);
    }
  }

  /** The sink's: what a replay begins with. */
  private static void offsetsCanBeForgotten(ConnectRest connect, Migration migration) {
    String sink = migration.sink().name();
    assertThat(connect.offsets(sink)).isNotEmpty();
    connect.stop(sink);
    Eventually.isTrue("the sink is stopped", () -> connect.status(sink).tasks().isEmpty());
    connect.deleteOffsets(sink);
    assertThat(connect.offsets(sink)).isEmpty();
  }

  private static List<String> log(LocalStack worker) throws IOException {
    return Files.readAllLines(worker.connect().workers().get(0).process().logFile());
  }
}
