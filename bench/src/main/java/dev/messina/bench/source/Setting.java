package dev.messina.bench.source;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/**
 * Where DynamoDB and Kafka are.
 *
 * @param dynamoDb of tables and streams
 */
public record Setting(URI dynamoDb, String bootstrapServers) {

  private static final Region REGION = Region.US_EAST_1;
  private static final String KEY = "bench";

  /** The topic of a table. */
  static String topic(String prefix, String table) {
    return prefix + "." + table;
  }

  static String controlTopic(String prefix) {
    return prefix + ".control";
  }

  /** A connector with default options. */
  Map<String, String> connector(String prefix, List<String> tables) {
    Map<String, String> config = new HashMap<>();
    config.put("name", "bench-source");
    config.put("connector.class", "dev.messina.source.DynamoDbSourceConnector");
    config.put("topic.prefix", prefix);
    config.put("tables", String.join(",", tables));
    config.put("aws.region", REGION.id());
    config.put("aws.endpoint", dynamoDb.toString());
    config.put("aws.access.key.id", KEY);
    config.put("aws.secret.access.key", KEY);
    config.put("control.kafka.bootstrap.servers", bootstrapServers);
    return config;
  }

  /** Points a client of the SDK to the same place. */
  public <B extends AwsClientBuilder<B, ?>> B configured(B client) {
    return client
        .region(REGION)
        .endpointOverride(dynamoDb)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, KEY)));
  }
}
