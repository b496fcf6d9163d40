package dev.messina.dynamodb.export;

import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * An S3 server. It is asked with the credentials of the environment ({@code AWS_ACCESS_KEY_ID}, or
 * {@code aws.accessKeyId} of the JVM), or else as {@code local} with the secret {@code local}.
 * Buckets are part of the path.
 */
public record S3Store(URI endpoint) implements ObjectStore {

  private static final String UNKNOWN = "UNKNOWN";

  @Override
  public ExportBucket open(ExportRequest.Destination destination) {
    S3Client client =
        S3Client.builder()
            .endpointOverride(endpoint)
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    return new S3Bucket(client, destination);
  }

  private static AwsCredentialsProvider credentials() {
    return AwsCredentialsProviderChain.of(
        SystemPropertyCredentialsProvider.create(),
        EnvironmentVariableCredentialsProvider.create(),
        StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
  }

  private record S3Bucket(S3Client client, ExportRequest.Destination destination)
      implements ExportBucket {

    @Override
    public void put(String key, byte[] content) throws ExportFailedException {
      asked(
          () ->
              client.putObject(
                  it ->
                      it.bucket(destination.bucket())
                          .expectedBucketOwner(owner())
                          .key(key)
                          .contentMD5(Checksum.base64(content)),
                  RequestBody.fromBytes(content)));
    }

    @Override
    public String putInParts(String key, byte[] content) throws ExportFailedException {
      String bucket = destination.bucket();
      String upload =
          asked(
              () ->
                  client
                      .createMultipartUpload(
                          it -> it.bucket(bucket).expectedBucketOwner(owner()).key(key))
                      .uploadId());
      String part =
          asked(
              () ->
                  client
                      .uploadPart(
                          it ->
                              it.bucket(bucket)
                                  .expectedBucketOwner(owner())
                                  .key(key)
                                  .uploadId(upload)
                                  .partNumber(1)
                                  .contentMD5(Checksum.base64(content)),
                          RequestBody.fromBytes(content))
                      .eTag());
      CompletedPart first = CompletedPart.builder().partNumber(1).eTag(part).build();
      String etag =
          asked(
              () ->
                  client
                      .completeMultipartUpload(
                          it ->
                              it.bucket(bucket)
                                  .expectedBucketOwner(owner())
                                  .key(key)
                                  .uploadId(upload)
                                  .multipartUpload(parts -> parts.parts(first)))
                      .eTag());
      return etag.replace("\"", "");
    }

    @Override
    public void close() {
      client.close();
    }

    private String owner() {
      return destination.owner().orElse(null);
    }

    /** S3's own error code stands after {@code S3}, as in {@code S3NoSuchBucket}. */
    private static <T> T asked(Supplier<T> call) throws ExportFailedException {
      try {
        return call.get();
      } catch (S3Exception e) {
        Optional<String> code =
            Optional.ofNullable(e.awsErrorDetails()).map(details -> details.errorCode());
        String message =
            code.isPresent() ? e.awsErrorDetails().errorMessage() : "S3 answers " + e.statusCode();
        throw new ExportFailedException(code.map(each -> "S3" + each).orElse(UNKNOWN), message, e);
      } catch (SdkException e) {
        throw new ExportFailedException(UNKNOWN, "S3 does not answer: " + e.getMessage(), e);
      }
    }
  }
}
