package dev.messina.source;

import dev.messina.source.assignment.TableAssignment;
import dev.messina.source.aws.StreamApi;
import dev.messina.source.aws.TableApi;
import dev.messina.source.control.ControlRecords;
import dev.messina.source.control.Heartbeats;
import dev.messina.source.control.Kafka;
import dev.messina.source.control.Kafka.SignalFeed;
import dev.messina.source.control.Notifications;
import dev.messina.source.control.Outbox;
import dev.messina.source.control.TopicQuestions;
import dev.messina.source.control.TopicQuestions.TopicHistory;
import dev.messina.source.export.Exports;
import dev.messina.source.fetch.Clocks;
import dev.messina.source.fetch.DescribeStreamRateLimiter;
import dev.messina.source.fetch.DynamoDb;
import dev.messina.source.fetch.FetchQueue;
import dev.messina.source.metrics.SourceMetrics;
import dev.messina.source.offset.CommittedOffsets;
import dev.messina.source.table.TableSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** What a task of a test is made of. */
record TestScope(
    List<TableSettings> settings,
    DynamoDb dynamoDb,
    Kafka kafka,
    CommittedOffsets committed,
    SourceMetrics metrics) {

  static <A extends TableApi & StreamApi> TestScope of(
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
        clock,
        clock,
        random);
  }

  static TestScope of(
      DynamoDbSourceConfig config,
      TableAssignment share,
      TableApi tables,
      StreamApi streams,
      FetchQueue fetches,
      FakeWorker worker,
      TopicHistory history,
      SourceMetrics metrics,
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
        new FakeSignals(),
        metrics,
        clock,
        timer,
        random);
  }

  static TestScope of(
      DynamoDbSourceConfig config,
      TableAssignment share,
      TableApi tables,
      StreamApi streams,
      FetchQueue fetches,
      FakeWorker worker,
      TopicQuestions topics,
      SignalFeed signals,
      SourceMetrics metrics,
      Clock clock,
      Clock timer,
      Random random) {
    ControlRecords control = new ControlRecords(config.connector(), "shop.control", clock);
    DescribeStreamRateLimiter listings =
        new DescribeStreamRateLimiter(1_000, () -> TimeUnit.MILLISECONDS.toNanos(timer.millis()));
    return new TestScope(
        config.tables(List.of(share), "eu-west-1", "0"),
        new DynamoDb(
            tables,
            streams,
            Exports.of(config.exports(), config.aws(), 2),
            fetches,
            listings,
            new Clocks(clock, timer),
            random),
        new Kafka(
            control,
            new Outbox(control),
            new Notifications(config.control(), config.connector(), clock),
            topics,
            signals,
            new Heartbeats(config.control(), "shop")),
        new CommittedOffsets(worker),
        metrics);
  }

  RunningSource source() {
    return new RunningSource(settings, dynamoDb, kafka, committed, metrics, Duration.ZERO);
  }
}
