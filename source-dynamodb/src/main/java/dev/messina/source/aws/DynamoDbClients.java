package dev.messina.source.aws;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The clients of one task or one validation; both share one pool of connections. */
public final class DynamoDbClients implements AutoCloseable {

  /** Short, since the source repeats a failed call by itself, for as long as it takes. */
  private static final int ATTEMPTS_MAX = 2;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final SdkHttpClient http;
  private final DynamoDbClient tables;
  private final DynamoDbStreamsClient streams;

  private DynamoDbClients(
      SdkHttpClient http, DynamoDbClient tables, DynamoDbStreamsClient streams) {
    this.http = http;
    this.tables = tables;
    this.streams = streams;
  }

  /**
   * Builds the clients; connects to nothing.
   *
   * @param connections how many calls can be under way at once
   * @param callTimeout how long a call may take with its repetition
   * @throws software.amazon.awssdk.core.exception.SdkClientException if no region is set or found
   */
  public static DynamoDbClients open(AwsSettings settings, int connections, Duration callTimeout) {
    SdkHttpClient http =
        Apache5HttpClient.builder()
            .maxConnections(connections)
            .connectionTimeout(CONNECT_TIMEOUT)
            .build();
    try {
      return new DynamoDbClients(
          http,
          configured(DynamoDbClient.builder().httpClient(http), settings, callTimeout).build(),
          configured(DynamoDbStreamsClient.builder().httpClient(http), settings, callTimeout)
              .build());
    } catch (RuntimeException e) {
      http.close();
      throw e;
    }
  }

  public TableApi tableApi() {
    return new SdkTableApi(tables);
  }

  public StreamApi streamApi() {
    return new SdkStreamApi(streams);
  }

  /** The region that was set or found. */
  public String region() {
    return tables.serviceClientConfiguration().region().id();
  }

  @Override
  public void close() {
    tables.close();
    streams.close();
    http.close();
  }

  private static <B extends AwsClientBuilder<B, ?>> B configured(
      B builder, AwsSettings settings, Duration callTimeout) {
    builder.overrideConfiguration(
        ClientOverrideConfiguration.builder()
            .apiCallTimeout(callTimeout)
            .retryStrategy(StandardRetryStrategy.builder().maxAttempts(ATTEMPTS_MAX).build())
            .build());
    if (!settings.region().isEmpty()) {
      builder.region(Region.of(settings.region()));
    }
    if (!settings.endpoint().isEmpty()) {
      builder.endpointOverride(URI.create(settings.endpoint()));
    }
    if (!settings.accessKeyId().isEmpty()) {
      builder.credentialsProvider(
          StaticCredentialsProvider.create(
              AwsBasicCredentials.create(
                  settings.accessKeyId(), settings.secretAccessKey().value())));
    }
    return builder;
  }
}
