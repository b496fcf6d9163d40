package dev.messina.source.aws;

import java.net.URI;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** The client of S3, with connections of its own: a file that is being read keeps one. */
public final class S3Clients implements AutoCloseable {

  private final SdkHttpClient http;
  private final CredentialSource credentials;
  private final S3Client client;

  private S3Clients(AwsSettings settings, S3Settings s3, SdkHttpClient http) {
    ClientOverrideConfiguration calls = DynamoDbClients.calls(settings.calls()).build();
    Region region = DynamoDbClients.regionOf(settings);
    this.http = http;
    this.credentials = new CredentialSource(settings.credentials(), region, http, calls);
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClient(http)
            .overrideConfiguration(calls)
            .region(region)
            .credentialsProvider(credentials.provider())
            .forcePathStyle(s3.pathStyle());
    if (s3.checksumsWhenRequired()) {
      builder
          .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
          .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    }
    if (s3.endpoint().isEmpty()) {
      // The bucket may be in another region than the table.
      builder.crossRegionAccessEnabled(true);
    } else {
      builder.endpointOverride(URI.create(s3.endpoint()));
    }
    this.client = builder.build();
  }

  /**
   * Builds the client; connects to nothing.
   *
   * @param connections how many files can be open and calls under way at once
   * @throws software.amazon.awssdk.core.exception.SdkClientException if no region is set or found
   */
  public static S3Clients open(AwsSettings settings, S3Settings s3, int connections) {
    SdkHttpClient http = DynamoDbClients.http(settings.calls(), connections);
    try {
      return new S3Clients(settings, s3, http);
    } catch (RuntimeException e) {
      http.close();
      throw e;
    }
  }

  public S3Client client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
    credentials.close();
    http.close();
  }
}
