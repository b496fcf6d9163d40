package dev.messina.verification.frontier;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The shards of a table's stream, as DynamoDB lists them.
 *
 * @param tableId DynamoDB's id of the table
 * @param stream the label, the last part of its ARN
 * @param recording whether the stream is ENABLED
 * @param askedAt when the listing was asked for, by DynamoDB's clock
 * @param parents of each listed shard the parent that it names, if any
 */
public record StreamListing(
    String tableId,
    String stream,
    boolean recording,
    Instant askedAt,
    Map<String, Optional<String>> parents) {

  private static final String ENABLED = "ENABLED";
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(250);
  private static final int ATTEMPTS_MAX = 60;

  public StreamListing {
    parents = Map.copyOf(parents);
  }

  /** Lists them at each asking; empty if the table has no stream. */
  public static Supplier<Optional<StreamListing>> of(
      DynamoDbClient tables, DynamoDbStreamsClient streams, String table) {
    return () -> {
      DescribeTableResponse described = tables.describeTable(ask -> ask.tableName(table));
      return Optional.ofNullable(described.table().latestStreamArn())
          .map(arn -> list(streams, described.table().tableId(), arn, answeredAt(described)));
    };
  }

  private static StreamListing list(
      DynamoDbStreamsClient streams, String tableId, String arn, Instant askedAt) {
    Map<String, Optional<String>> parents = new LinkedHashMap<>();
    StreamDescription stream;
    String after = null;
    do {
      String from = after;
      DescribeStreamResponse page = page(streams, arn, from);
      stream = page.streamDescription();
      for (Shard shard : stream.shards()) {
        parents.put(shard.shardId(), Optional.ofNullable(shard.parentShardId()));
      }
      after = stream.lastEvaluatedShardId();
    } while (after != null);
    return new StreamListing(
        tableId,
        stream.streamLabel(),
        ENABLED.equals(stream.streamStatusAsString()),
        askedAt,
        parents);
  }

  /**
   * DynamoDB takes ten such calls a second of an account, the connectors' among them, and its
   * client does not ask again by itself.
   */
  private static DescribeStreamResponse page(
      DynamoDbStreamsClient streams, String arn, String after) {
    for (int attempt = 1; ; attempt++) {
      try {
        return streams.describeStream(ask -> ask.streamArn(arn).exclusiveStartShardId(after));
      } catch (LimitExceededException tooMany) {
        if (attempt == ATTEMPTS_MAX) {
          throw tooMany;
        }
        rest();
      }
    }
  }

  private static void rest() {
    try {
      TimeUnit.NANOSECONDS.sleep(BETWEEN_ATTEMPTS.toNanos());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while listing shards.", interrupted);
    }
  }

  private static Instant answeredAt(DescribeTableResponse answer) {
    return answer
        .sdkHttpResponse()
        .firstMatchingHeader("Date")
        .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
        .orElseGet(Instant::now);
  }
}
