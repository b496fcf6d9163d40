package dev.messina.source.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.source.GivenDynamoDb;
import dev.messina.stack.LocalStack;
import dev.messina.stack.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** What DynamoDB answers to a request for the children of one shard. */
class ShardListIT {

  @Test
  void onlyTheChildrenOfTheShardAreListed() {
    GivenDynamoDb.skipIfGiven("splits a shard");
    try (LocalStack stack =
            LocalStack.in(Path.of("target", "shard-list-it")).only(Service.DYNAMODB).start();
        DynamoDbClients clients =
            DynamoDbClients.open(
                settings(stack.dynamoDb().endpoint().toString()), 1, Duration.ofSeconds(30))) {
      String stream = createTable(stack);
      StreamApi streams = clients.streamApi();

      String parent = streams.describe(stream, null).shards().get(0).id();
      assertThat(streams.children(stream, parent, null).shards()).isEmpty();

      stack.dynamoDb().shards("orders").split();

      assertThat(streams.children(stream, parent, null).shards())
          .hasSize(2)
          .extracting(ShardDescription::parent)
          .containsOnly(parent);
    }
  }

  private static String createTable(LocalStack stack) {
    try (DynamoDbClient client =
        DynamoDbClient.builder()
            .endpointOverride(stack.dynamoDb().endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .build()) {
      return client
          .createTable(
              request ->
                  request
                      .tableName("orders")
                      .attributeDefinitions(
                          AttributeDefinition.builder()
                              .attributeName("pk")
                              .attributeType(ScalarAttributeType.S)
                              .build())
                      .keySchema(
                          KeySchemaElement.builder()
                              .attributeName("pk")
                              .keyType(KeyType.HASH)
                              .build())
                      .billingMode(BillingMode.PAY_PER_REQUEST)
                      .streamSpecification(
                          stream ->
                              stream.streamEnabled(true).streamViewType(StreamViewType.NEW_IMAGE)))
          .tableDescription()
          .latestStreamArn();
    }
  }

  private static AwsSettings settings(String endpoint) {
    Map<String, String> properties =
        Map.of(
            "aws.region", "us-east-1",
            "aws.endpoint", endpoint,
            "aws.access.key.id", "local",
            "aws.secret.access.key", "local");
    return AwsSettings.from(
        new AbstractConfig(AwsSettings.define(new ConfigDef()), properties, false));
  }
}
