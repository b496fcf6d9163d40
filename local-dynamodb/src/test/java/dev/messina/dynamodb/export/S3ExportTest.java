package dev.messina.dynamodb.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.ion.IonReader;
import com.amazon.ion.system.IonReaderBuilder;
import dev.messina.dynamodb.LocalDynamoDb;
import dev.messina.dynamodb.Settings;
import dev.messina.dynamodb.json.JsonTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ExportDescription;
import software.amazon.awssdk.services.dynamodb.model.ExportStatus;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Exports to a real S3 server. */
class S3ExportTest {

  private static final StaticCredentialsProvider LOCAL =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

  @TempDir static Path folder;
  private static S3Server s3;
  private static S3Client objects;

  private LocalDynamoDb server;
  private ExportedTable orders;

  @BeforeAll
  static void startS3() throws Exception {
    s3 = S3Server.start(folder);
    objects =
        S3Client.builder()
            .endpointOverride(s3.endpoint())
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .credentialsProvider(LOCAL)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .httpClient(UrlConnectionHttpClient.create())
            .build();
  }

  @AfterAll
  static void stopS3() {
    objects.close();
    s3.close();
  }

  @BeforeEach
  void start() {
    start(s3.endpoint());
  }

  @AfterEach
  void end() {
    orders.close();
    server.close();
  }

  @Test
  void anExportLiesInTheBucketAsAwsLaysIt() throws Exception {
    objects.createBucket(it -> it.bucket("backups"));
    orders.put("a", 1);

    ExportDescription done =
        orders.exported(it -> it.s3Bucket("backups").s3Prefix("nightly").exportFormat("ION"));

    assertThat(done.exportStatus()).as(done.failureMessage()).isEqualTo(ExportStatus.COMPLETED);
    assertThat(done.exportFormatAsString()).isEqualTo("ION");
    String own = "nightly/AWSDynamoDB/" + done.exportArn().replaceAll(".*/", "") + "/";
    assertThat(done.exportManifest()).isEqualTo(own + "manifest-summary.json");
    List<String> keys = keys("backups");
    assertThat(keys)
        .hasSize(6)
        .contains(
            own + "_started",
            own + "manifest-files.json",
            own + "manifest-files.md5",
            own + "manifest-summary.json",
            own + "manifest-summary.md5")
        .anyMatch(key -> key.matches(own + "data/[0-9a-z]+\\.ion\\.gz"));
    assertThat(text("backups", own + "manifest-summary.md5"))
        .isEqualTo(Checksum.base64(bytes("backups", own + "manifest-summary.json")));
    Map<String, Object> file = JsonTree.object(bytes("backups", own + "manifest-files.json"));
    String data = (String) file.get("dataFileS3Key");
    assertThat(file.get("md5Checksum")).isEqualTo(Checksum.base64(bytes("backups", data)));
    assertThat("\"" + file.get("etag") + "\"")
        .isEqualTo(objects.headObject(it -> it.bucket("backups").key(data)).eTag())
        .isEqualTo("\"" + Checksum.etagOfOnePart(bytes("backups", data)) + "\"");
    try (IonReader ion =
        IonReaderBuilder.standard()
            .build(new GZIPInputStream(new ByteArrayInputStream(bytes("backups", data))))) {
      ion.next();
      ion.stepIn();
      ion.next();
      assertThat(ion.getFieldName()).isEqualTo("Item");
    }
  }

  @Test
  void anExportFailsWithTheReasonThatS3Gives() throws Exception {
    ExportDescription failed = orders.exported(it -> it.s3Bucket("none-of-that-name"));

    assertThat(failed.exportStatus()).isEqualTo(ExportStatus.FAILED);
    assertThat(failed.failureCode()).isEqualTo("S3NoSuchBucket");
    assertThat(failed.failureMessage()).isNotEmpty();
    assertThat(failed.exportManifest()).isNull();
  }

  @Test
  void anExportFailsIfS3DoesNotAnswer() throws Exception {
    end();
    start(URI.create("http://127.0.0.1:1"));

    ExportDescription failed = orders.exported(it -> it.s3Bucket("backups"));

    assertThat(failed.exportStatus()).isEqualTo(ExportStatus.FAILED);
    assertThat(failed.failureCode()).isEqualTo("UNKNOWN");
    assertThat(failed.failureMessage()).startsWith("S3 does not answer: ");
  }

  private void start(URI endpoint) {
    server =
        LocalDynamoDb.start(
            Settings.defaults().exports(Settings.ExportPlace.TEMPORARY.s3(endpoint)));
    orders =
        ExportedTable.create(
            DynamoDbClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(LOCAL)
                .httpClient(UrlConnectionHttpClient.create())
                .build());
    orders.enableRecovery();
  }

  private static List<String> keys(String bucket) {
    return objects.listObjectsV2(it -> it.bucket(bucket)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  private static byte[] bytes(String bucket, String key) throws IOException {
    return objects.getObjectAsBytes(it -> it.bucket(bucket).key(key)).asByteArray();
  }

  private static String text(String bucket, String key) throws IOException {
    return new String(bytes(bucket, key), StandardCharsets.UTF_8);
  }
}
