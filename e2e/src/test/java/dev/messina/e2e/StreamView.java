package dev.messina.e2e;

import dev.messina.e2e.SharedStack.Services;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** A table's stream and its clock as DynamoDB itself shows them, with no connector in between. */
final class StreamView implements AutoCloseable {

  private static final int EMPTY_PAGES_AT_END = 3;

  private final Services services;
  private final String table;
  private final DynamoDbStreamsClient client;
  private final String arn;

  StreamView(Services services, String table) {
    this.services = services;
    this.table = table;
    this.client = LocalClients.streams(services.stack().dynamoDb().endpoint());
    this.arn =
        services.dynamoDb().describeTable(call -> call.tableName(table)).table().latestStreamArn();
  }

  /** DynamoDB's own clock, to the second. */
  Instant now() {
    String date =
        services
            .dynamoDb()
            .describeTable(call -> call.tableName(table))
            .sdkHttpResponse()
            .firstMatchingHeader("Date")
            .orElseThrow();
    return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
  }

  /** Steps DynamoDB's clock forward and returns when DynamoDB answers with the new time. */
  void jump(Duration forward) {
    Instant after = now().plus(forward);
    services.stack().dynamoDb().clock().jump(forward);
    Eventually.isTrue("DynamoDB's clock has jumped", () -> now().isAfter(after));
  }

  /** The shard that takes the changes, unless it ends just now. */
  String newest() {
    List<String> shards = listed();
    return shards.get(shards.size() - 1);
  }

  /** Whether a shard takes no more changes. */
  boolean hasEnded(String shard) {
    return shards().stream()
        .anyMatch(
            listed ->
                listed.shardId().equals(shard)
                    && listed.sequenceNumberRange().endingSequenceNumber() != null);
  }

  /** The last record that an open shard gives; empty if there is none. */
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

  /** Those that are listed although DynamoDB no longer gives what was in them. */
  Set<String> listedButGone() {
    return listed().stream()
        .filter(this::isGone)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private boolean isGone(String shard) {
    try {
      String iterator = horizon(shard);
      client.getRecords(call -> call.shardIterator(iterator).limit(1));
      return false;
    } catch (ResourceNotFoundException | TrimmedDataAccessException gone) {
      return true;
    }
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
