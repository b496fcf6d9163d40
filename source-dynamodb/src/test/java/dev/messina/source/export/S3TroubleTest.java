package dev.messina.source.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.source.aws.FailureKind;
import dev.messina.source.aws.S3Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refusals of S3 and connections that break. */
class S3TroubleTest {

  private FakeS3 s3;

  @BeforeEach
  void start() throws IOException {
    s3 = new FakeS3();
  }

  @AfterEach
  void stop() {
    s3.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403|AccessDenied|Access Denied|FATAL|s3:GetObject on arn:aws:s3:::backups/*",
        "403|AccessDenied|not authorized to perform: kms:Decrypt|FATAL|kms:Decrypt on that key",
        "400|KMS.DisabledException|it is disabled|FATAL|disabled",
        "403|InvalidObjectState|not valid for the storage class|FATAL|is archived. Restore it",
        "403|InvalidAccessKeyId|not in our records|FATAL|credentials",
        "403|SignatureDoesNotMatch|check your key|FATAL|the credentials are not good",
        "400|ExpiredToken|it has expired|CREDENTIALS|Correct or renew them",
        "404|NoSuchBucket|none|FATAL|there is no such bucket",
        "404|NoSuchKey|none|FATAL|there is no such object",
        "400|AuthorizationHeaderMalformed|expecting 'eu-west-1'|FATAL|another region",
        "501|NotImplemented|no|FATAL|checksums",
        "503|SlowDown|reduce your request rate|THROTTLED|SlowDown",
        "500|InternalError|try again|TRANSIENT|InternalError",
        "502|''|bad gateway|TRANSIENT|what answers there is not S3",
      })
  void aRefusalIsExplained(int status, String code, String message, FailureKind kind, String said) {
    s3.refuses(status, code, message);
    try (ObjectStore store = store(new S3Settings(endpoint(), true, false, "", false))) {
      assertThatThrownBy(() -> store.open("a/key"))
          .isInstanceOfSatisfying(ExportException.class, e -> assertThat(e.kind()).isEqualTo(kind))
          .message()
          .startsWith("Cannot read s3://backups/a/key: ")
          .contains(said);
      assertThatThrownBy(() -> store.list("a/"))
          .isInstanceOf(ExportException.class)
          .message()
          .startsWith("Cannot list s3://backups/a/: ")
          .contains(said);
    }
  }

  @Test
  void whereNobodyAnswersMaySomebodyAnswerLater() {
    String nobody = endpoint();
    s3.close();
    try (ObjectStore store = store(new S3Settings(nobody, true, false, "", false))) {
      assertThatThrownBy(() -> store.open("a/key"))
          .isInstanceOfSatisfying(
              ExportException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.TRANSIENT));
    }
  }

  @Test
  void whoPaysAndWhoseTheBucketIsGoAlong() throws IOException {
    s3.holds(bytes("content"), Integer.MAX_VALUE);
    try (ObjectStore store = store(new S3Settings(endpoint(), true, true, "123456789012", false));
        InputStream content = store.open("a/key")) {
      assertThat(content.readAllBytes()).isEqualTo(bytes("content"));
    }

    assertThat(s3.requests().get(0))
        .containsEntry("x-amz-request-payer", "requester")
        .containsEntry("x-amz-expected-bucket-owner", "123456789012");
    assertThat(s3.requests().get(0).get("authorization")).contains("Credential=local/");
  }

  @Test
  void aConnectionThatBreaksIsTakenUpFromWhereItBroke() throws IOException {
    byte[] content = bytes("0123456789".repeat(50_000));
    s3.holds(content, 100_000);
    try (ObjectStore store = plain();
        InputStream stream = store.open("a/key")) {
      assertThat(stream.readAllBytes()).isEqualTo(content);
    }

    assertThat(s3.requests()).hasSizeGreaterThanOrEqualTo(5);
    assertThat(s3.requests().get(1))
        .containsKey("range")
        .containsEntry("if-match", "\"etag-of-it\"");
  }

  @Test
  void aConnectionThatGivesNothingAnyMoreBreaksForGood() throws IOException {
    s3.holds(bytes("content"), 0);
    try (ObjectStore store = plain();
        InputStream stream = store.open("a/key")) {
      assertThatThrownBy(stream::readAllBytes).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "404, NoSuchKey, there is no such object",
    "412, PreconditionFailed, it was replaced while it was being read",
    "403, AccessDenied, access is denied"
  })
  void whatHappensToAnObjectWhileItIsReadIsToldAtOnce(int status, String code, String said)
      throws IOException {
    s3.holds(bytes("0123456789"), 4);
    try (ObjectStore store = plain();
        InputStream stream = store.open("a/key")) {
      assertThat(stream.readNBytes(4)).hasSize(4);
      s3.refuses(status, code, "no");

      assertThatThrownBy(stream::readAllBytes)
          .isInstanceOfSatisfying(
              ExportException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.FATAL))
          .hasMessageContaining("s3://backups/a/key")
          .hasMessageContaining(said);
    }
  }

  private ObjectStore plain() {
    return store(new S3Settings(endpoint(), true, false, "", false));
  }

  private ObjectStore store(S3Settings settings) {
    return S3ObjectStore.open(ExportingTable.settings(s3.endpoint()), settings, "backups", 2);
  }

  private String endpoint() {
    return s3.endpoint().toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
