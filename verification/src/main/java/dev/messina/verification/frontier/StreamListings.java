package dev.messina.verification.frontier;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Lists the shards of a table's stream; empty if it has none.
 *
 * <p>DynamoDB takes ten calls of DescribeStream a second of an account, and the source needs them
 * to find new shards. So on the whole this makes two a second at most, and until then it gives the
 * last listing again. Offsets may be read later than the listing that they are held against, see
 * {@link FrontierRule}. Thread-safe.
 */
public final class StreamListings implements Supplier<Optional<StreamListing>> {

  private static final String ENABLED = "ENABLED";
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(250);
  private static final int ATTEMPTS_MAX = 60;
  private static final Duration OF_A_CALL = Duration.ofMillis(500);

  private final DynamoDbClient tables;
  private final DynamoDbStreamsClient streams;
  private final String table;
  private final LongSupplier nanos;

  private Optional<StreamListing> last = Optional.empty();
  private long calls;
  private long mayListAt;

  public StreamListings(DynamoDbClient tables, DynamoDbStreamsClient streams, String table) {
    this(tables, streams, table, System::nanoTime);
  }

  /**
   * @param nanos a steady time
   */
  StreamListings(
      DynamoDbClient tables, DynamoDbStreamsClient streams, String table, LongSupplier nanos) {
    this.tables = tables;
    this.streams = streams;
    this.table = table;
    this.nanos = nanos;
  }

  @Override
  public synchronized Optional<StreamListing> get() {
    if (last.isEmpty() || nanos.getAsLong() - mayListAt >= 0) {
      long began = nanos.getAsLong();
      calls = 0;
      DescribeTableResponse described = tables.describeTable(ask -> ask.tableName(table));
      last =
          Optional.ofNullable(described.table().latestStreamArn())
              .map(arn -> list(described.table().tableId(), arn, answeredAt(described)));
      mayListAt = began + calls * OF_A_CALL.toNanos();
    }
    return last;
  }

  private StreamListing list(String tableId, String arn, Instant askedAt) {
    Map<String, Optional<String>> parents = new LinkedHashMap<>();
    StreamDescription stream;
    String after = null;
    do {
      String from = after;
      DescribeStreamResponse page = page(arn, from);
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

  /** The client does not ask again by itself where others have used the calls up. */
  private DescribeStreamResponse page(String arn, String after) {
    for (int attempt = 1; ; attempt++) {
      calls++;
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
