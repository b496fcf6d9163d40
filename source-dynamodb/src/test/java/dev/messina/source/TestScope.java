package dev.messina.source;

import dev.messina.source.assignment.TableAssignment;
import dev.messina.source.aws.StreamApi;
import dev.messina.source.aws.TableApi;
import dev.messina.source.control.ControlRecords;
import dev.messina.source.control.Notifications;
import dev.messina.source.control.Outbox;
import dev.messina.source.control.TopicHistory;
import dev.messina.source.control.TopicQuestions;
import dev.messina.source.fetch.DescribeStreamRateLimiter;
import dev.messina.source.fetch.FetchQueue;
import dev.messina.source.metrics.SourceMetrics;
import dev.messina.source.offset.CommittedOffsets;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** What a task of a test shares among its tables. */
final class TestScope {

  private TestScope() {}

  static <A extends TableApi & StreamApi> TaskScope of(
      DynamoDbSourceConfig config,
      TableAssignment share,
      A dynamoDb,
      FetchQueue fetches,
      FakeWorker worker,
      TopicHistory history,
      Clock clock,
      Random random) {
    return of(
        config,
        share,
        dynamoDb,
        dynamoDb,
        fetches,
        worker,
        history,
        SourceMetrics.unregistered(clock),
        new Outbox(),
        clock,
        clock,
        random);
  }

  static TaskScope of(
      DynamoDbSourceConfig config,
      TableAssignment share,
      TableApi tables,
      StreamApi streams,
      FetchQueue fetches,
      FakeWorker worker,
      TopicHistory history,
      SourceMetrics metrics,
      Outbox outbox,
      Clock clock,
      Clock timer,
      Random random) {
    return of(
        config,
        share,
        tables,
        streams,
        fetches,
        worker,
        topic -> history,
        metrics,
        outbox,
        clock,
        timer,
        random);
  }

  static TaskScope of(
      DynamoDbSourceConfig config,
      TableAssignment share,
      TableApi tables,
      StreamApi streams,
      FetchQueue fetches,
      FakeWorker worker,
      TopicQuestions topics,
      SourceMetrics metrics,
      Outbox outbox,
      Clock clock,
      Clock timer,
      Random random) {
    return new TaskScope(
        config,
        List.of(share),
        "0",
        "eu-west-1",
        tables,
        streams,
        fetches,
        new DescribeStreamRateLimiter(1_000, () -> TimeUnit.MILLISECONDS.toNanos(timer.millis())),
        new CommittedOffsets(worker),
        new ControlRecords(config.connector(), "shop.control", clock),
        new Notifications(config.control(), config.connector(), clock),
        topics,
        metrics,
        outbox,
        clock,
        timer,
        random);
  }
}
