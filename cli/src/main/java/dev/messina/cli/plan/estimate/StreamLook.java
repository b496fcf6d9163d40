package dev.messina.cli.plan.estimate;

import dev.messina.cli.plan.table.Denied;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Looks at the oldest records of a stream's open shards, to tell how much changes. */
public final class StreamLook {

  private static final int SHARDS_MAX = 16;
  private static final int PAGES_MAX = 5;

  /** The stream's clock counts seconds. */
  private static final long LEAST_MS = 1_000;

  private final DynamoDbStreamsClient client;
  private final String arn;
  private final Denied denied;
  private final Clock clock;

  public StreamLook(DynamoDbStreamsClient client, String arn, Denied denied, Clock clock) {
    this.client = client;
    this.arn = arn;
    this.denied = denied;
    this.clock = clock;
  }

  /**
   * @param shards that are open
   * @param changesPerSecond of all of them, by those that were looked at
   */
  public record Rate(int shards, double changesPerSecond) {}

  /** Empty if something was not permitted; that is with the others. */
  public Optional<Rate> look() {
    List<String> open = new ArrayList<>();
    String last = null;
    do {
      String from = last;
      Optional<DescribeStreamResponse> page =
          denied.tried(
              "DescribeStream",
              arn,
              () ->
                  client.describeStream(
                      DescribeStreamRequest.builder()
                          .streamArn(arn)
                          .exclusiveStartShardId(from)
                          .build()));
      if (page.isEmpty()) {
        return Optional.empty();
      }
      page.get().streamDescription().shards().stream()
          .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
          .map(Shard::shardId)
          .forEach(open::add);
      last = page.get().streamDescription().lastEvaluatedShardId();
    } while (last != null);
    return rate(open);
  }

  private Optional<Rate> rate(List<String> open) {
    double sum = 0;
    int looked = Math.min(open.size(), SHARDS_MAX);
    for (String shard : open.subList(0, looked)) {
      Optional<Double> ofShard = rate(shard);
      if (ofShard.isEmpty()) {
        return Optional.empty();
      }
      sum += ofShard.get();
    }
    double scale = looked == 0 ? 0 : (double) open.size() / looked;
    return Optional.of(new Rate(open.size(), sum * scale));
  }

  private Optional<Double> rate(String shard) {
    Optional<String> iterator =
        denied.tried(
            "GetShardIterator",
            arn,
            () ->
                client
                    .getShardIterator(
                        ask ->
                            ask.streamArn(arn)
                                .shardId(shard)
                                .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                    .shardIterator());
    long records = 0;
    Instant first = null;
    Instant newest = null;
    for (int page = 0; page < PAGES_MAX && iterator.isPresent(); page++) {
      String next = iterator.get();
      Optional<GetRecordsResponse> answer =
          denied.tried(
              "GetRecords",
              arn,
              () -> client.getRecords(GetRecordsRequest.builder().shardIterator(next).build()));
      if (answer.isEmpty()) {
        return Optional.empty();
      }
      List<Record> found = answer.get().records();
      records += found.size();
      if (found.isEmpty()) {
        newest = clock.instant();
        break;
      }
      first = first == null ? found.get(0).dynamodb().approximateCreationDateTime() : first;
      newest = found.get(found.size() - 1).dynamodb().approximateCreationDateTime();
      iterator = Optional.ofNullable(answer.get().nextShardIterator());
    }
    if (first == null && newest == null) {
      return Optional.empty();
    }
    if (first == null) {
      return Optional.of(0.0);
    }
    long window = Math.max(LEAST_MS, Duration.between(first, newest).toMillis());
    return Optional.of(records * 1_000.0 / window);
  }
}
