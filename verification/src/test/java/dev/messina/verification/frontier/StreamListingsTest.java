package dev.messina.verification.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

class StreamListingsTest {

  @Test
  void whatOthersHaveUsedUpIsAskedForAgain() {
    Streams streams = new Streams(2);

    Optional<StreamListing> listing = new StreamListings(new Tables(), streams, "orders").get();

    assertThat(listing.orElseThrow().parents())
        .isEqualTo(Map.of("shard-1", Optional.empty(), "shard-2", Optional.of("shard-1")));
    assertThat(streams.refused).isZero();
  }

  @Test
  void ofTenCallsASecondItTakesTwo() {
    Streams streams = new Streams(0);
    AtomicLong now = new AtomicLong();
    StreamListings listings = new StreamListings(new Tables(), streams, "orders", now::get);
    int seconds = 60;

    for (int millis = 0; millis < seconds * 1_000; millis += 10) {
      now.set(TimeUnit.MILLISECONDS.toNanos(millis));
      assertThat(listings.get()).isPresent();
    }

    assertThat(streams.calls).isEqualTo(2 * seconds);
  }

  @Test
  void refusedCallsCountToo() {
    Streams streams = new Streams(4);
    AtomicLong now = new AtomicLong();
    StreamListings listings = new StreamListings(new Tables(), streams, "orders", now::get);

    listings.get();
    now.set(TimeUnit.MILLISECONDS.toNanos(2_999));
    listings.get();
    assertThat(streams.calls).isEqualTo(6);

    now.set(TimeUnit.MILLISECONDS.toNanos(3_000));
    listings.get();
    assertThat(streams.calls).isEqualTo(8);
  }

  /** Knows one table. */
  private static final class Tables implements DynamoDbClient {

    @Override
    public DescribeTableResponse describeTable(DescribeTableRequest request) {
      return (DescribeTableResponse)
          DescribeTableResponse.builder()
              .table(table -> table.tableId("id").latestStreamArn("arn"))
              .sdkHttpResponse(SdkHttpResponse.builder().statusCode(200).build())
              .build();
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  /** Gives two shards, a page for each, and refuses some calls before. */
  private static final class Streams implements DynamoDbStreamsClient {

    private int refused;
    private int calls;

    Streams(int refused) {
      this.refused = refused;
    }

    @Override
    public DescribeStreamResponse describeStream(DescribeStreamRequest request) {
      calls++;
      if (refused > 0) {
        refused--;
        throw LimitExceededException.builder().message("Rate exceeded").build();
      }
      boolean first = request.exclusiveStartShardId() == null;
      Shard shard =
          first
              ? Shard.builder().shardId("shard-1").build()
              : Shard.builder().shardId("shard-2").parentShardId("shard-1").build();
      return DescribeStreamResponse.builder()
          .streamDescription(
              stream ->
                  stream
                      .streamLabel("label")
                      .streamStatus("ENABLED")
                      .shards(shard)
                      .lastEvaluatedShardId(first ? "shard-1" : null))
          .build();
    }

    @Override
    public String serviceName() {
      return "streams";
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
