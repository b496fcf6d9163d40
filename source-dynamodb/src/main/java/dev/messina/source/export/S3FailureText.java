package dev.messina.source.export;

import dev.messina.source.aws.FailureKind;
import dev.messina.source.aws.FailureText;
import dev.messina.source.aws.Refusals;
import dev.messina.source.aws.S3Settings;
import java.util.Locale;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** What a failed call to S3 says, and what to do about it. */
final class S3FailureText {

  private static final int MOVED = 301;
  private static final int DENIED = 403;
  private static final int MISSING = 404;
  private static final int NOT_IMPLEMENTED = 501;

  private final String bucket;
  private final S3Settings settings;

  S3FailureText(String bucket, S3Settings settings) {
    this.bucket = bucket;
    this.settings = settings;
  }

  String address(String key) {
    return "s3://" + bucket + "/" + key;
  }

  ExportException ofReading(String key, SdkException failure) {
    return failed("Cannot read ", key, failure);
  }

  ExportException ofListing(String folder, SdkException failure) {
    return failed("Cannot list ", folder, failure);
  }

  private ExportException failed(String what, String key, SdkException failure) {
    return new ExportException(
        what + address(key) + ": " + textOf(failure), failure, kind(failure));
  }

  /** Whether the same call may succeed later. */
  boolean isTemporary(SdkException failure) {
    return kind(failure).isTransient();
  }

  /** An answer of 501 has the look of a server's error, and never changes. */
  private static FailureKind kind(SdkException failure) {
    return status(failure) == NOT_IMPLEMENTED ? FailureKind.FATAL : FailureKind.of(failure);
  }

  /** One or more sentences. */
  String textOf(Exception failure) {
    String code = Refusals.codeOf(failure).orElse("");
    if (Refusals.isBadCredentials(failure)) {
      return "the credentials are not good: " + code + ". Correct or renew them.";
    }
    return switch (code) {
      case "NoSuchBucket" ->
          "there is no such bucket. Correct its name, or the endpoint of S3 if it is not at AWS.";
      case "NoSuchKey" ->
          "there is no such object. It was deleted or never copied: copy the export again, or take"
              + " another one.";
      case "InvalidObjectState" ->
          "it is archived. Restore it to a storage class that can be read at once.";
      case "PreconditionFailed" ->
          "it was replaced while it was being read. Leave the export as it is, and begin again.";
      case "PermanentRedirect", "AuthorizationHeaderMalformed" -> otherRegion();
      default -> textOf(failure, code);
    };
  }

  private String textOf(Exception failure, String code) {
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    int status = status(failure);
    if (code.startsWith("KMS.") || (status == DENIED && message.contains("kms"))) {
      return "it is encrypted by a key of KMS that these credentials may not use or that is"
          + " disabled. Allow them kms:Decrypt on that key, in its key policy as well if it belongs"
          + " to another account.";
    }
    return switch (status) {
      case MOVED -> otherRegion();
      case DENIED -> denied();
      case MISSING -> "it is not there. Check the bucket, the key and the endpoint of S3.";
      case NOT_IMPLEMENTED -> notImplemented();
      case 0 -> FailureText.of(failure);
      default ->
          code.isEmpty()
              ? "HTTP status " + status + " without an error code: what answers there is not S3."
              : code + ": " + FailureText.of(failure);
    };
  }

  private String denied() {
    return "access is denied. Allow these credentials s3:GetObject on arn:aws:s3:::"
        + bucket
        + "/* and s3:ListBucket on arn:aws:s3:::"
        + bucket
        + (settings.requesterPays() ? "" : "; if its requesters pay, agree to that")
        + (settings.bucketOwner().isEmpty()
            ? "."
            : "; and check that account " + settings.bucketOwner() + " owns the bucket.");
  }

  private String notImplemented() {
    return "what answers there does not implement the call"
        + (settings.checksumsWhenRequired()
            ? "."
            : ", most likely since it does not know the checksums that the AWS SDK asks for. Set"
                + " snapshot.export.s3.checksums=false.");
  }

  private static String otherRegion() {
    return "the bucket is in another region. Set the endpoint of S3 of that region.";
  }

  private static int status(Exception failure) {
    return failure instanceof SdkServiceException service ? service.statusCode() : 0;
  }
}
