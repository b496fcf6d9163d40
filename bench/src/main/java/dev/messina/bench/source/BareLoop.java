package dev.messina.bench.source;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The least that one can do with the AWS SDK and Kafka's producer: a thread for each segment or
 * shard that reads a page, writes each of its items as DynamoDB JSON, and reads the next one.
 */
final class BareLoop implements Load {

  private final List<Thread> threads = new ArrayList<>();
  private final CountDownLatch stop = new CountDownLatch(1);

  private BareLoop() {}

  static BareLoop scan(
      DynamoDbClient client, String table, int segments, BareMessages messages, TopicWriter topic) {
    BareLoop loop = new BareLoop();
    IntStream.range(0, segments)
        .forEach(
            segment ->
                loop.thread(() -> loop.scan(client, table, segment, segments, messages, topic)));
    return loop;
  }

  static BareLoop stream(
      DynamoDbStreamsClient client, String arn, BareMessages messages, TopicWriter topic) {
    BareLoop loop = new BareLoop();
    client
        .describeStream(request -> request.streamArn(arn))
        .streamDescription()
        .shards()
        .forEach(
            shard -> loop.thread(() -> loop.read(client, arn, shard.shardId(), messages, topic)));
    return loop;
  }

  @Override
  public void start() {
    threads.forEach(Thread::start);
  }

  @Override
  public void stop() throws InterruptedException {
    stop.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** It stays when the work is over, so that what it has allocated is still counted. */
  private void thread(Runnable work) {
    Runnable whole =
        () -> {
          work.run();
          try {
            stop.await();
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
          }
        };
    threads.add(new Thread(whole, "bare-" + threads.size()));
  }

  private boolean isStopped() {
    return stop.getCount() == 0;
  }

  private void scan(
      DynamoDbClient client,
      String table,
      int segment,
      int segments,
      BareMessages messages,
      TopicWriter topic) {
    ScanResponse page = null;
    while (!isStopped() && (page == null || page.hasLastEvaluatedKey())) {
      ScanResponse last = page;
      page =
          client.scan(
              request -> {
                request.tableName(table).segment(segment).totalSegments(segments).limit(1000);
                if (last != null) {
                  request.exclusiveStartKey(last.lastEvaluatedKey());
                }
              });
      page.items().forEach(item -> topic.send(messages.item(item), metadata -> {}));
    }
  }

  private void read(
      DynamoDbStreamsClient client,
      String arn,
      String shard,
      BareMessages messages,
      TopicWriter topic) {
    String iterator =
        client
            .getShardIterator(
                request ->
                    request
                        .streamArn(arn)
                        .shardId(shard)
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .shardIterator();
    while (!isStopped()) {
      String from = iterator;
      GetRecordsResponse page =
          client.getRecords(request -> request.shardIterator(from).limit(1000));
      for (Record change : page.records()) {
        topic.send(messages.change(change), metadata -> {});
      }
      iterator = page.nextShardIterator();
    }
  }
}
