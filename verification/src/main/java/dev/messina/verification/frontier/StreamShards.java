package dev.messina.verification.frontier;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The shards of a table's stream as DynamoDB lists them.
 *
 * @param label of the stream, the last part of its ARN
 * @param recording whether the stream is switched on
 * @param parents by its id, each shard's parent; empty where it names none
 */
public record StreamShards(String label, boolean recording, Map<String, Optional<String>> parents) {

  private static final String ENABLED = "ENABLED";

  /** Lists them at each asking; empty if the table has no stream. */
  public static Supplier<Optional<StreamShards>> of(
      DynamoDbClient tables, DynamoDbStreamsClient streams, String table) {
    return () -> {
      TableDescription described = tables.describeTable(ask -> ask.tableName(table)).table();
      return Optional.ofNullable(described.latestStreamArn()).map(arn -> list(streams, arn));
    };
  }

  private static StreamShards list(DynamoDbStreamsClient streams, String arn) {
    Map<String, Optional<String>> parents = new LinkedHashMap<>();
    StreamDescription stream;
    String after = null;
    do {
      String from = after;
      DescribeStreamResponse page =
          streams.describeStream(ask -> ask.streamArn(arn).exclusiveStartShardId(from));
      stream = page.streamDescription();
      for (Shard shard : stream.shards()) {
        parents.put(shard.shardId(), Optional.ofNullable(shard.parentShardId()));
      }
      after = stream.lastEvaluatedShardId();
    } while (after != null);
    return new StreamShards(
        stream.streamLabel(), ENABLED.equals(stream.streamStatusAsString()), parents);
  }
}
