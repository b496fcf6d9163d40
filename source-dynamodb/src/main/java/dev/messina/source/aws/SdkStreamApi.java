package dev.messina.source.aws;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.SequenceNumberRange;
import software.amazon.awssdk.services.dynamodb.model.ShardFilterType;
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
    return page(
        client.describeStream(
            request -> request.streamArn(streamArn).exclusiveStartShardId(afterShard)));
  }

  @Override
  public ShardListPage children(String streamArn, String parent, String afterShard) {
    return page(
        client.describeStream(
            request ->
                request
                    .streamArn(streamArn)
                    .exclusiveStartShardId(afterShard)
                    .shardFilter(
                        filter -> filter.type(ShardFilterType.CHILD_SHARDS).shardId(parent))));
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
    TakenPage page = new TakenPage(List.of());
    GetRecordsResponse response =
        client.getRecords(
            request ->
                request
                    .shardIterator(iterator)
                    .limit(limit)
                    .overrideConfiguration(
                        override -> override.putExecutionAttribute(TakenPage.ATTRIBUTE, page)));
    return new StreamPage(page.records(response.records()), response.nextShardIterator());
  }

  private static ShardListPage page(DescribeStreamResponse response) {
    StreamDescription found = response.streamDescription();
    String last = found.lastEvaluatedShardId();
    return new ShardListPage(
        found.creationRequestDateTime(),
        found.streamStatus(),
        found.shards().stream().map(SdkStreamApi::shard).toList(),
        last == null || last.isEmpty() ? null : last);
  }

  private static ShardDescription shard(
      software.amazon.awssdk.services.dynamodb.model.Shard listed) {
    return new ShardDescription(
        listed.shardId(),
        listed.parentShardId(),
        Optional.ofNullable(listed.sequenceNumberRange())
            .map(SequenceNumberRange::startingSequenceNumber)
            .orElse(null),
        Optional.ofNullable(listed.sequenceNumberRange())
            .map(SequenceNumberRange::endingSequenceNumber)
            .orElse(null));
  }
}
