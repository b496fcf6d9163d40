package dev.messina.source;

import dev.messina.source.assignment.TableAssignment;
import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.source.control.TopicQuestions.TopicHistory;
import dev.messina.source.fetch.FetchQueue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.source.SourceRecord;

/** One task of a connector with several, over a fake table, with a worker of its own. */
final class ShardTask {

  final FakeWorker worker;
  private final MutableClock clock;
  private final RunningSource running;

  /**
   * @param connector the worker whose commits all tasks share
   */
  ShardTask(
      TableAssignment share, FakeDynamoDb dynamoDb, FakeWorker connector, MutableClock clock) {
    this.worker = connector.another();
    this.clock = clock;
    DynamoDbSourceConfig config =
        DynamoDbSourceConfig.parse(
            Map.of(
                "name", "shop",
                "topic.prefix", "shop",
                "tables", FakeDynamoDb.TABLE,
                "control.kafka.bootstrap.servers", "nowhere:9092"));
    this.running =
        TestScope.of(
                config,
                share,
                dynamoDb,
                new FetchQueue(Runnable::run, clock, FetchQueue.backoff(new Random(1)), 4),
                worker,
                TopicHistory.NONE,
                clock,
                new Random(1))
            .source();
  }

  /** Half a second; commits nothing. */
  List<SourceRecord> turn() {
    List<SourceRecord> records;
    try {
      records = running.poll();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    worker.send(records);
    clock.advance(Duration.ofMillis(500));
    return records;
  }

  /** Many turns of each by turns, each committed. */
  static void turns(ShardTask... tasks) {
    for (int i = 0; i < 80; i++) {
      for (ShardTask task : tasks) {
        task.turn();
        task.worker.commitAll();
      }
    }
  }
}
