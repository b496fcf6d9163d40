package dev.messina.cli.migration;

import dev.messina.cli.connect.ConnectorFile;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Clients that reach DynamoDB where the source does: its region and address, its key or profile if
 * it shows them, else what the AWS SDK finds on this machine.
 */
public record AwsClients(DynamoDbClient tables, DynamoDbStreamsClient streams)
    implements AutoCloseable {

  /**
   * @param given an address in the place of the source's
   */
  public static AwsClients of(ConnectorFile source, Optional<URI> given) {
    Optional<URI> tables = given.or(() -> option(source, "aws.endpoint").map(URI::create));
    Optional<URI> streams =
        given
            .or(() -> option(source, "aws.streams.endpoint").map(URI::create))
            .or(() -> option(source, "aws.endpoint").map(URI::create));
    return new AwsClients(
        configured(DynamoDbClient.builder(), source, tables)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build(),
        configured(DynamoDbStreamsClient.builder(), source, streams)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build());
  }

  private static <B extends AwsClientBuilder<B, ?>> B configured(
      B builder, ConnectorFile source, Optional<URI> endpoint) {
    endpoint.ifPresent(builder::endpointOverride);
    option(source, "aws.region").map(Region::of).ifPresent(builder::region);
    return builder.credentialsProvider(credentials(source));
  }

  private static AwsCredentialsProvider credentials(ConnectorFile source) {
    Optional<String> key = option(source, "aws.access.key.id");
    Optional<String> secret = option(source, "aws.secret.access.key");
    if (key.isPresent() && secret.isPresent()) {
      return StaticCredentialsProvider.create(
          option(source, "aws.session.token")
              .<AwsCredentials>map(
                  token -> AwsSessionCredentials.create(key.get(), secret.get(), token))
              .orElseGet(() -> AwsBasicCredentials.create(key.get(), secret.get())));
    }
    return option(source, "aws.profile")
        .<AwsCredentialsProvider>map(ProfileCredentialsProvider::create)
        .orElseGet(() -> DefaultCredentialsProvider.builder().build());
  }

  /** What a config provider hides is the worker's own. */
  private static Optional<String> option(ConnectorFile source, String name) {
    return Optional.ofNullable(source.config().get(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty() && !value.contains("${"));
  }

  @Override
  public void close() {
    tables.close();
    streams.close();
  }
}
