package dev.messina.source.aws;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.SequenceNumberRange;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** {@link StreamApi} on the AWS SDK. */
final class SdkStreamApi implements StreamApi {

  private final DynamoDbStreamsClient client;

  SdkStreamApi(DynamoDbStreamsClient client) {
    this.client = client;
  }

  @Override
  public ShardListPage describe(String streamArn, String afterShard) {
    StreamDescription found =
        client
            .describeStream(
                request -> request.streamArn(streamArn).exclusiveStartShardId(afterShard))
            .streamDescription();
    List<Shard> shards =
        found.shards().stream()
            .map(
                shard ->
                    new Shard(
                        shard.shardId(),
                        shard.parentShardId(),
                        Optional.ofNullable(shard.sequenceNumberRange())
                            .map(SequenceNumberRange::startingSequenceNumber)
                            .orElse(null)))
            .toList();
    String last = found.lastEvaluatedShardId();
    return new ShardListPage(
        found.creationRequestDateTime(), shards, last == null || last.isEmpty() ? null : last);
  }

  @Override
  public String iterator(String streamArn, String shard, IteratorStart start) {
    return client
        .getShardIterator(
            request ->
                request
                    .streamArn(streamArn)
                    .shardId(shard)
                    .shardIteratorType(start.type())
                    .sequenceNumber(start.sequence()))
        .shardIterator();
  }

  @Override
  public StreamPage page(String iterator, int limit) {
    GetRecordsResponse response =
        client.getRecords(request -> request.shardIterator(iterator).limit(limit));
    return new StreamPage(response.records(), response.nextShardIterator());
  }
}
