package dev.messina.source.aws;

import dev.messina.source.aws.ServerClock.ServerDates;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The clients of one task or one validation; all share one pool of connections. */
public final class DynamoDbClients implements AutoCloseable {

  private final SdkHttpClient http;
  private final Region region;
  private final CredentialSource credentials;
  private final ServerClock clock = new ServerClock(Clock.systemUTC());
  private final DynamoDbClient tables;
  private final DynamoDbStreamsClient streams;

  private DynamoDbClients(AwsSettings settings, SdkHttpClient http) {
    ClientOverrideConfiguration.Builder calls = calls(settings.calls());
    this.http = http;
    this.region = regionOf(settings);
    this.credentials = new CredentialSource(settings.credentials(), region, http, calls.build());
    calls
        .addExecutionInterceptor(new ServerDates(clock))
        .addExecutionInterceptor(new PageTaker())
        .retryStrategy(retries(settings.calls()));
    this.tables =
        configured(DynamoDbClient.builder().httpClient(http), settings.endpoint(), calls.build())
            .build();
    this.streams =
        configured(
                DynamoDbStreamsClient.builder().httpClient(http),
                settings.streamsEndpoint(),
                calls.build())
            .build();
  }

  /**
   * Builds the clients; connects to nothing.
   *
   * @param connections how many calls can be under way at once
   * @throws software.amazon.awssdk.core.exception.SdkClientException if no region is set or found
   */
  public static DynamoDbClients open(AwsSettings settings, int connections) {
    SdkHttpClient http = http(settings.calls(), connections);
    try {
      return new DynamoDbClients(settings, http);
    } catch (RuntimeException e) {
      http.close();
      throw e;
    }
  }

  /** The same, with calls that take no longer than this, however they are configured. */
  public static DynamoDbClients open(AwsSettings settings, int connections, Duration limit) {
    return open(settings.within(limit), connections);
  }

  public TableApi tableApi() {
    return new SdkTableApi(tables, clock);
  }

  public StreamApi streamApi() {
    return new SdkStreamApi(streams);
  }

  /** DynamoDB's clock, as far as its answers to these clients have told. */
  public ServerClock clock() {
    return clock;
  }

  /** The region that was set or found. */
  public String region() {
    return region.id();
  }

  @Override
  public void close() {
    tables.close();
    streams.close();
    credentials.close();
    http.close();
  }

  static SdkHttpClient http(CallSettings calls, int connections) {
    Apache5HttpClient.Builder builder =
        Apache5HttpClient.builder()
            .maxConnections(connections)
            .connectionTimeout(calls.connectTimeout());
    if (!calls.proxyUrl().isEmpty()) {
      builder.proxyConfiguration(
          ProxyConfiguration.builder()
              .endpoint(URI.create(calls.proxyUrl()))
              .username(orNull(calls.proxyUsername()))
              .password(orNull(calls.proxyPassword().value()))
              .build());
    }
    return builder.build();
  }

  static ClientOverrideConfiguration.Builder calls(CallSettings calls) {
    return ClientOverrideConfiguration.builder()
        .apiCallTimeout(calls.timeout())
        .retryStrategy(StandardRetryStrategy.builder().maxAttempts(calls.retriesMax() + 1).build());
  }

  /** A throttled call is not repeated here: whoever made it has to see it and slow down. */
  private static StandardRetryStrategy retries(CallSettings calls) {
    return StandardRetryStrategy.builder()
        .useClientDefaults(false)
        .retryOnException(DynamoDbClients::isRepeatedAtOnce)
        .maxAttempts(calls.retriesMax() + 1)
        .build();
  }

  /** After a refusal by the clock the SDK signs by the clock that it has learnt. */
  private static boolean isRepeatedAtOnce(Throwable failure) {
    FailureKind kind = FailureKind.of(failure);
    return kind == FailureKind.TRANSIENT || kind == FailureKind.CLOCK;
  }

  static Region regionOf(AwsSettings settings) {
    if (!settings.region().isEmpty()) {
      return Region.of(settings.region());
    }
    String profile = settings.credentials().profile();
    DefaultAwsRegionProviderChain.Builder chain = DefaultAwsRegionProviderChain.builder();
    return (profile.isEmpty() ? chain : chain.profileName(profile)).build().getRegion();
  }

  private <B extends AwsClientBuilder<B, ?>> B configured(
      B builder, String endpoint, ClientOverrideConfiguration calls) {
    builder.overrideConfiguration(calls).region(region).credentialsProvider(credentials.provider());
    if (!endpoint.isEmpty()) {
      builder.endpointOverride(URI.create(endpoint));
    }
    return builder;
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
