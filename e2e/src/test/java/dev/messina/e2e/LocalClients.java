package dev.messina.e2e;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The tests' own clients of a DynamoDB Local. They are patient: it refuses a request that waits ten
 * seconds for a lock, and where its clock runs fast a busy machine makes that happen now and then.
 */
final class LocalClients {

  private static final int ATTEMPTS_MAX = 200;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private LocalClients() {}

  static DynamoDbClient dynamoDb(URI endpoint) {
    return configured(DynamoDbClient.builder(), endpoint).build();
  }

  static DynamoDbStreamsClient streams(URI endpoint) {
    return configured(DynamoDbStreamsClient.builder(), endpoint).build();
  }

  private static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B configured(
      B builder, URI endpoint) {
    StandardRetryStrategy patience =
        StandardRetryStrategy.builder()
            .maxAttempts(ATTEMPTS_MAX)
            .backoffStrategy(BackoffStrategy.fixedDelay(PAUSE))
            .circuitBreakerEnabled(false)
            .build();
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .overrideConfiguration(settings -> settings.retryStrategy(patience))
        .httpClient(UrlConnectionHttpClient.create());
  }
}
