package dev.messina.e2e;

import dev.messina.e2e.SharedStack.Services;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** A table's stream and its clock as DynamoDB itself shows them, with no connector in between. */
final class StreamView implements AutoCloseable {

  private static final int EMPTY_PAGES_AT_END = 3;

  private final Services services;
  private final DynamoDbStreamsClient client;
  private final String arn;

  StreamView(Services services, String table) {
    this.services = services;
    this.client = LocalClients.streams(services.dynamoDbServer().endpoint());
    this.arn =
        services.dynamoDb().describeTable(call -> call.tableName(table)).table().latestStreamArn();
  }

  /** By DynamoDB's clock. */
  Instant now() {
    return services.dynamoDbServer().clock().now();
  }

  /** Steps DynamoDB's clock forward. */
  void jump(Duration forward) {
    services.dynamoDbServer().clock().jump(forward);
  }

  /** The sequence number at which a shard is said to end; empty while it is open. */
  Optional<String> ending(String shard) {
    return shards().stream()
        .filter(listed -> listed.shardId().equals(shard))
        .map(listed -> listed.sequenceNumberRange().endingSequenceNumber())
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** The last record of each shard that has any. */
  Map<String, String> lastSequences() {
    Map<String, String> sequences = new TreeMap<>();
    for (String shard : listed()) {
      lastSequence(shard).ifPresent(sequence -> sequences.put(shard, sequence));
    }
    return sequences;
  }

  /** The last record that a shard gives; empty if there is none. */
  Optional<String> lastSequence(String shard) {
    String iterator = horizon(shard);
    String last = null;
    int emptyPages = 0;
    while (iterator != null && emptyPages < EMPTY_PAGES_AT_END) {
      String from = iterator;
      GetRecordsResponse page = client.getRecords(call -> call.shardIterator(from));
      for (Record read : page.records()) {
        last = read.dynamodb().sequenceNumber();
      }
      emptyPages = page.records().isEmpty() ? emptyPages + 1 : 0;
      iterator = page.nextShardIterator();
    }
    return Optional.ofNullable(last);
  }

  /** All that are listed, the oldest first. */
  List<String> listed() {
    return shards().stream().map(Shard::shardId).toList();
  }

  private List<Shard> shards() {
    List<Shard> shards = new ArrayList<>();
    String last = null;
    do {
      String from = last;
      StreamDescription page =
          client
              .describeStream(call -> call.streamArn(arn).exclusiveStartShardId(from))
              .streamDescription();
      shards.addAll(page.shards());
      last = page.lastEvaluatedShardId();
    } while (last != null);
    return shards;
  }

  private String horizon(String shard) {
    return client
        .getShardIterator(
            call ->
                call.streamArn(arn)
                    .shardId(shard)
                    .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
        .shardIterator();
  }

  @Override
  public void close() {
    client.close();
  }
}
