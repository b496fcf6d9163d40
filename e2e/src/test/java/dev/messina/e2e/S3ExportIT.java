package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.cli.compare.Verdict;
import dev.messina.cli.demo.workload.ChangeKind;
import dev.messina.cli.demo.workload.ChangeWriter;
import dev.messina.e2e.SharedStack.Services;
import dev.messina.stack.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ExportFormat;
import software.amazon.awssdk.services.dynamodb.model.ExportStatus;

/** A first snapshot from an export that DynamoDB wrote, between writes before and after it. */
@ExtendWith(OwnClockStack.class)
class S3ExportIT {

  private static final long ITEMS = 400;
  private static final String BUCKET = "exports";

  /** A stream is known to record all changes half an hour after it was switched on. */
  private static final Duration LONG_ON = Duration.ofHours(2);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(
      value = ExportFormat.class,
      names = {"DYNAMODB_JSON", "ION"})
  void changesBeforeDuringAndAfterTheExportEndInSync(ExportFormat format, Services services) {
    String name = "export_" + format.name().toLowerCase(Locale.ROOT);
    try (Migration migration = new Migration(services, name, ITEMS);
        StreamView stream = new StreamView(services, name);
        ChangeWriter before = writer(migration, 1);
        ChangeWriter meanwhile = writer(migration, 2);
        ChangeWriter after = writer(migration, 3)) {
      stream.jump(LONG_ON);
      write(before);
      meanwhile.start();
      export(services, name, format);
      Eventually.isTrue("the writer is done", meanwhile::isDone);
      stream.jump(Duration.ofHours(5));

      fromExport(migration).deploy();
      write(after);
      inSync(services, migration);

      assertThat(migration.tally().snapshotRows()).isGreaterThan(200);
      assertThat(Stream.of(before, meanwhile, after))
          .allSatisfy(
              writer -> assertThat(writer.countByKind().get(ChangeKind.DELETE)).isPositive());
      assertThat(exportOf(services, migration)).contains("table/" + name + "/export/");
    }
  }

  @Test
  void aWorkerThatIsKilledInTheMiddleOfAFileGoesOn(Services services) {
    String name = "export_killed";
    try (Migration migration = new Migration(services, name, 2_000);
        StreamView stream = new StreamView(services, name);
        ChangeWriter writer = writer(migration, 1)) {
      stream.jump(LONG_ON);
      export(services, name, ExportFormat.DYNAMODB_JSON);
      write(writer);

      fromExport(migration).withSource("snapshot.page.limit", "2").deploy();
      Eventually.isTrue("the snapshot has begun", () -> migration.tally().snapshotRows() > 50);
      kill(services, migration);
      assertThat(migration.pipeline().snapshot().isDone()).as("over before the kill").isFalse();
      inSync(services, migration);
    }
  }

  @Test
  void anExportFromBeforeTheStreamStopsTheTaskBeforeAnythingIsSent(Services services) {
    String name = "export_too_early";
    try (Migration migration = new Migration(services, name, 100)) {
      SourceTasks tasks = new SourceTasks(services, migration.source().name());
      export(services, name, ExportFormat.DYNAMODB_JSON);
      fromExport(migration).deploy();

      Eventually.isTrue("the task has failed", () -> tasks.status().contains("FAILED"));
      assertThat(tasks.status())
          .contains("the stream is known to record all changes only since", "Export the table");
      assertThat(migration.tally().snapshotRows()).isZero();
    }
  }

  @Test
  void aFileThatIsDamagedStopsTheTaskWithItsName(Services services) throws IOException {
    String name = "export_damaged";
    try (Migration migration = new Migration(services, name, 100);
        StreamView stream = new StreamView(services, name)) {
      SourceTasks tasks = new SourceTasks(services, migration.source().name());
      stream.jump(LONG_ON);
      export(services, name, ExportFormat.DYNAMODB_JSON);
      Path file = largestDataFile();
      byte[] content = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(content, content.length - 20));
      fromExport(migration).deploy();

      Eventually.isTrue("the task has failed", () -> tasks.status().contains("FAILED"));
      assertThat(tasks.status()).contains(file.getFileName().toString());
      assertThat(migration.pipeline().snapshot().isDone()).isFalse();
    }
  }

  private Migration fromExport(Migration migration) {
    return migration
        // The server's clock is weeks behind Kafka's.
        .withSource("topic.creation.default.retention.ms", "-1")
        .withSource("snapshot.source", "s3-export")
        .withSource("snapshot.export.location", "file:" + folder.resolve(BUCKET))
        .withSource("snapshot.export.complete", "confirmed");
  }

  private void export(Services services, String table, ExportFormat format) {
    services.dynamoDbServer().exportTo(folder);
    DynamoDbClient dynamoDb = services.dynamoDb();
    dynamoDb.updateContinuousBackups(
        request ->
            request
                .tableName(table)
                .pointInTimeRecoverySpecification(
                    recovery -> recovery.pointInTimeRecoveryEnabled(true)));
    String tableArn =
        dynamoDb.describeTable(request -> request.tableName(table)).table().tableArn();
    String arn =
        dynamoDb
            .exportTableToPointInTime(
                request -> request.tableArn(tableArn).s3Bucket(BUCKET).exportFormat(format))
            .exportDescription()
            .exportArn();
    Eventually.isTrue(
        "the export is complete",
        () ->
            dynamoDb
                .describeExport(request -> request.exportArn(arn))
                .exportDescription()
                .exportStatus()
                .equals(ExportStatus.COMPLETED));
  }

  private Path largestDataFile() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json.gz"))
          .max((one, other) -> Long.compare(one.toFile().length(), other.toFile().length()))
          .orElseThrow();
    }
  }

  private static ChangeWriter writer(Migration migration, long seed) {
    return migration.writer(new ChangeWriter.Settings(seed, ITEMS, 250, 200, 0));
  }

  private static void write(ChangeWriter writer) {
    writer.start();
    Eventually.isTrue("the writer is done", writer::isDone);
  }

  private static void kill(Services services, Migration migration) {
    ServiceProcess worker =
        services.worker(migration.pipeline().workerOfSourceTask().orElseThrow()).process();
    worker.kill();
    worker.start();
    worker.awaitHealthy();
  }

  private static void inSync(Services services, Migration migration) {
    migration.drain();
    Verdict verdict = migration.compare();
    assertThat(verdict.first()).isEmpty();
    assertThat(verdict.inSync()).isTrue();
    assertThat(TopicAudit.of(services, migration).violations()).isEmpty();
  }

  private static String exportOf(Services services, Migration migration) {
    return services.connect().offsets(migration.source().name()).stream()
        .map(entry -> entry.at("/offset/export"))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .findFirst()
        .orElse("");
  }
}
