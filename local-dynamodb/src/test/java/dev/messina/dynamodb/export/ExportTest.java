package dev.messina.dynamodb.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.dynamodb.LocalDynamoDb;
import dev.messina.dynamodb.json.JsonTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ExportConflictException;
import software.amazon.awssdk.services.dynamodb.model.ExportDescription;
import software.amazon.awssdk.services.dynamodb.model.ExportNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ExportStatus;
import software.amazon.awssdk.services.dynamodb.model.ExportTableToPointInTimeRequest;
import software.amazon.awssdk.services.dynamodb.model.InvalidExportTimeException;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryUnavailableException;

class ExportTest {

  @TempDir Path folder;

  private final LocalDynamoDb server = LocalDynamoDb.start();
  private final DynamoDbClient client =
      DynamoDbClient.builder()
          .endpointOverride(server.endpoint())
          .region(Region.EU_WEST_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "body")))
          .httpClient(UrlConnectionHttpClient.create())
          .build();
  private ExportedTable orders;

  @BeforeEach
  void table() {
    server.control().exports().folder(folder);
    orders = ExportedTable.create(client);
  }

  @AfterEach
  void end() {
    client.close();
    server.close();
  }

  @Test
  void aFullExportIsTheTableAsItWasAtItsTime() throws Exception {
    orders.enableRecovery();
    orders.put("a", 1);
    orders.put("b", 1);
    orders.put("c", 1);
    server.clock().jump(Duration.ofHours(1));
    Instant time = server.clock().now();
    server.clock().jump(Duration.ofHours(1));
    orders.put("a", 2);
    orders.delete("b");
    orders.put("d", 1);

    ExportDescription done = export(it -> it.exportTime(time).s3Prefix("nightly"));

    assertThat(done.itemCount()).isEqualTo(3);
    assertThat(done.billedSizeBytes()).isEqualTo(3 * 6);
    assertThat(done.exportManifest())
        .matches("nightly/AWSDynamoDB/\\d{14}-[0-9a-f]{8}/manifest-summary.json");
    assertThat(lines(done))
        .containsExactlyInAnyOrder(
            "{\"Item\":{\"id\":{\"S\":\"a\"},\"n\":{\"N\":\"1\"}}}",
            "{\"Item\":{\"id\":{\"S\":\"b\"},\"n\":{\"N\":\"1\"}}}",
            "{\"Item\":{\"id\":{\"S\":\"c\"},\"n\":{\"N\":\"1\"}}}");
  }

  @Test
  void anIncrementalExportHasOneRecordForAnItemOrNone() throws Exception {
    orders.enableRecovery();
    orders.put("changed", 1);
    orders.put("deleted", 1);
    orders.put("left", 1);
    server.clock().jump(Duration.ofHours(1));
    Instant from = server.clock().now();
    orders.put("changed", 2);
    orders.put("changed", 3);
    orders.delete("deleted");
    orders.put("new", 1);
    orders.put("short", 1);
    orders.delete("short");
    server.clock().jump(Duration.ofHours(1));
    Instant to = server.clock().now();
    orders.put("left", 2);

    ExportDescription done =
        export(
            it ->
                it.exportType("INCREMENTAL_EXPORT")
                    .incrementalExportSpecification(
                        window -> window.exportFromTime(from).exportToTime(to)));

    List<String> lines =
        lines(done).stream().map(line -> line.replaceAll("\"Metadata\":.*?\\}\\},", "")).toList();
    assertThat(lines)
        .containsExactlyInAnyOrder(
            "{\"Keys\":{\"id\":{\"S\":\"changed\"}},"
                + "\"OldImage\":{\"id\":{\"S\":\"changed\"},\"n\":{\"N\":\"1\"}},"
                + "\"NewImage\":{\"id\":{\"S\":\"changed\"},\"n\":{\"N\":\"3\"}}}",
            "{\"Keys\":{\"id\":{\"S\":\"deleted\"}},"
                + "\"OldImage\":{\"id\":{\"S\":\"deleted\"},\"n\":{\"N\":\"1\"}}}",
            "{\"Keys\":{\"id\":{\"S\":\"new\"}},"
                + "\"NewImage\":{\"id\":{\"S\":\"new\"},\"n\":{\"N\":\"1\"}}}");
    assertThat(lines(done)).allMatch(line -> line.matches(".*Micros\":\\{\"N\":\"\\d{16}\"\\}.*"));
  }

  @Test
  void withNewImagesOnlyADeletedItemIsItsKey() throws Exception {
    orders.enableRecovery();
    orders.put("changed", 1);
    orders.put("deleted", 1);
    server.clock().jump(Duration.ofHours(1));
    Instant from = server.clock().now();
    orders.put("changed", 2);
    orders.delete("deleted");
    server.clock().jump(Duration.ofHours(1));
    Instant to = server.clock().now();

    ExportDescription done =
        export(
            it ->
                it.exportType("INCREMENTAL_EXPORT")
                    .exportFormat("ION")
                    .incrementalExportSpecification(
                        window ->
                            window
                                .exportFromTime(from)
                                .exportToTime(to)
                                .exportViewType("NEW_IMAGE")));

    assertThat(lines(done).stream().map(line -> line.replaceAll("[0-9]{16}", "TIME")))
        .containsExactlyInAnyOrder(
            "$ion_1_0 {Record:{Keys:{id:\"changed\"},Metadata:{WriteTimestampMicros:TIME.},"
                + "NewImage:{id:\"changed\",n:2.}}}",
            "$ion_1_0 {Record:{Keys:{id:\"deleted\"},Metadata:{WriteTimestampMicros:TIME.}}}");
    assertThat(done.exportFormatAsString()).isEqualTo("ION");
  }

  @Test
  void manifestsHaveTheirChecksums() throws Exception {
    orders.enableRecovery();
    orders.put("a", 1);
    ExportDescription done = export(it -> {});
    Path summary = folder.resolve("backups").resolve(done.exportManifest());

    assertThat(summary.resolveSibling("_started")).isEmptyFile();
    for (String name : List.of("manifest-summary", "manifest-files")) {
      assertThat(Files.readString(summary.resolveSibling(name + ".md5")))
          .isEqualTo(md5(Files.readAllBytes(summary.resolveSibling(name + ".json"))));
    }
    Map<String, Object> told = JsonTree.object(Files.readAllBytes(summary));
    assertThat(told)
        .containsEntry("exportArn", done.exportArn())
        .containsEntry("itemCount", 1)
        .containsEntry("s3Prefix", null)
        .containsEntry("outputFormat", "DYNAMODB_JSON")
        .containsEntry("exportType", "FULL_EXPORT");
  }

  @Test
  void theSameTokenIsTheSameExport() {
    orders.enableRecovery();
    ExportDescription first = orders.start(it -> it.clientToken("once"));

    assertThat(first.exportStatus()).isIn(ExportStatus.IN_PROGRESS, ExportStatus.COMPLETED);
    assertThat(orders.start(it -> it.clientToken("once")).exportArn()).isEqualTo(first.exportArn());
    assertThatThrownBy(() -> orders.start(it -> it.clientToken("once").s3Prefix("other")))
        .isInstanceOf(ExportConflictException.class);
    assertThat(orders.start(it -> {}).exportArn()).isNotEqualTo(first.exportArn());
    assertThat(client.listExports(it -> it.tableArn(orders.arn())).exportSummaries()).hasSize(2);
    assertThat(client.listExports(it -> it.maxResults(1)).nextToken()).isNotNull();
  }

  @Test
  void aTableWithoutRecoveryCannotBeExported() {
    assertThatThrownBy(() -> orders.start(it -> {}))
        .isInstanceOf(PointInTimeRecoveryUnavailableException.class);
    orders.enableRecovery();
    assertThatThrownBy(
            () -> orders.start(it -> it.exportTime(server.clock().now().minusSeconds(9999))))
        .isInstanceOf(InvalidExportTimeException.class);
    assertThatThrownBy(
            () -> client.describeExport(it -> it.exportArn(orders.arn() + "/export/none-at-all")))
        .isInstanceOf(ExportNotFoundException.class);
  }

  private ExportDescription export(Consumer<ExportTableToPointInTimeRequest.Builder> how)
      throws InterruptedException {
    ExportDescription export = orders.exported(how);
    assertThat(export.exportStatus()).as(export.failureMessage()).isEqualTo(ExportStatus.COMPLETED);
    return export;
  }

  private List<String> lines(ExportDescription export) throws Exception {
    Path bucket = folder.resolve("backups");
    Path files = bucket.resolve(export.exportManifest()).resolveSibling("manifest-files.json");
    List<String> lines = new ArrayList<>();
    for (String file : Files.readAllLines(files)) {
      Map<String, Object> told = JsonTree.object(file.getBytes(StandardCharsets.UTF_8));
      byte[] data = Files.readAllBytes(bucket.resolve((String) told.get("dataFileS3Key")));
      assertThat(told.get("md5Checksum")).isEqualTo(md5(data));
      List<String> found = unpacked(data).lines().toList();
      assertThat(told.get("itemCount")).isEqualTo(found.size());
      lines.addAll(found);
    }
    return lines;
  }

  private static String unpacked(byte[] data) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(data))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String md5(byte[] content) throws Exception {
    return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(content));
  }
}
