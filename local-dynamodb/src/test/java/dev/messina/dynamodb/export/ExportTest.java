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
import java.util.LinkedHashMap;
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
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ExportConflictException;
import software.amazon.awssdk.services.dynamodb.model.ExportDescription;
import software.amazon.awssdk.services.dynamodb.model.ExportNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ExportStatus;
import software.amazon.awssdk.services.dynamodb.model.ExportTableToPointInTimeRequest;
import software.amazon.awssdk.services.dynamodb.model.InvalidExportTimeException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
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
  private String arn;

  @BeforeEach
  void table() {
    server.control().exports().folder(folder);
    arn =
        client
            .createTable(
                it ->
                    it.tableName("orders")
                        .billingMode("PAY_PER_REQUEST")
                        .keySchema(
                            KeySchemaElement.builder().attributeName("id").keyType("HASH").build())
                        .attributeDefinitions(
                            AttributeDefinition.builder()
                                .attributeName("id")
                                .attributeType("S")
                                .build()))
            .tableDescription()
            .tableArn();
  }

  @AfterEach
  void end() {
    client.close();
    server.close();
  }

  @Test
  void aFullExportIsTheTableAsItWasAtItsTime() throws Exception {
    enableRecovery();
    put("a", 1);
    put("b", 1);
    put("c", 1);
    server.clock().jump(Duration.ofHours(1));
    Instant time = server.clock().now();
    server.clock().jump(Duration.ofHours(1));
    put("a", 2);
    client.deleteItem(it -> it.tableName("orders").key(Map.of("id", AttributeValue.fromS("b"))));
    put("d", 1);

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
    enableRecovery();
    put("changed", 1);
    put("deleted", 1);
    put("left", 1);
    server.clock().jump(Duration.ofHours(1));
    Instant from = server.clock().now();
    put("changed", 2);
    put("changed", 3);
    client.deleteItem(
        it -> it.tableName("orders").key(Map.of("id", AttributeValue.fromS("deleted"))));
    put("new", 1);
    put("short", 1);
    client.deleteItem(
        it -> it.tableName("orders").key(Map.of("id", AttributeValue.fromS("short"))));
    server.clock().jump(Duration.ofHours(1));
    Instant to = server.clock().now();
    put("left", 2);

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
  void manifestsHaveTheirChecksums() throws Exception {
    enableRecovery();
    put("a", 1);
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
    enableRecovery();
    ExportDescription first = start(it -> it.clientToken("once"));

    assertThat(first.exportStatus()).isIn(ExportStatus.IN_PROGRESS, ExportStatus.COMPLETED);
    assertThat(start(it -> it.clientToken("once")).exportArn()).isEqualTo(first.exportArn());
    assertThatThrownBy(() -> start(it -> it.clientToken("once").s3Prefix("other")))
        .isInstanceOf(ExportConflictException.class);
    assertThat(start(it -> {}).exportArn()).isNotEqualTo(first.exportArn());
    assertThat(client.listExports(it -> it.tableArn(arn)).exportSummaries()).hasSize(2);
    assertThat(client.listExports(it -> it.maxResults(1)).nextToken()).isNotNull();
  }

  @Test
  void aTableWithoutRecoveryCannotBeExported() {
    assertThatThrownBy(() -> start(it -> {}))
        .isInstanceOf(PointInTimeRecoveryUnavailableException.class);
    enableRecovery();
    assertThatThrownBy(() -> start(it -> it.exportTime(server.clock().now().minusSeconds(9999))))
        .isInstanceOf(InvalidExportTimeException.class);
    assertThatThrownBy(() -> client.describeExport(it -> it.exportArn(arn + "/export/none-at-all")))
        .isInstanceOf(ExportNotFoundException.class);
  }

  private void enableRecovery() {
    client.updateContinuousBackups(
        it ->
            it.tableName("orders")
                .pointInTimeRecoverySpecification(how -> how.pointInTimeRecoveryEnabled(true)));
  }

  private void put(String id, int number) {
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    item.put("id", AttributeValue.fromS(id));
    item.put("n", AttributeValue.fromN("" + number));
    client.putItem(it -> it.tableName("orders").item(item));
  }

  private ExportDescription start(Consumer<ExportTableToPointInTimeRequest.Builder> how) {
    return client
        .exportTableToPointInTime(it -> how.accept(it.tableArn(arn).s3Bucket("backups")))
        .exportDescription();
  }

  private ExportDescription export(Consumer<ExportTableToPointInTimeRequest.Builder> how)
      throws InterruptedException {
    ExportDescription export = start(how);
    for (int i = 0; i < 300 && export.exportStatus() == ExportStatus.IN_PROGRESS; i++) {
      Thread.sleep(20);
      String begun = export.exportArn();
      export = client.describeExport(it -> it.exportArn(begun)).exportDescription();
    }
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
