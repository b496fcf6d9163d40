package dev.messina.source.stream;

import dev.messina.source.MutableClock;
import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.source.aws.S3Settings;
import dev.messina.source.aws.StreamApi;
import dev.messina.source.export.ExportSettings;
import dev.messina.source.export.Exports;
import dev.messina.source.fetch.Clocks;
import dev.messina.source.fetch.DescribeStreamRateLimiter;
import dev.messina.source.fetch.DynamoDb;
import dev.messina.source.fetch.FetchQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Tables whose shards are found on the budget of one worker, in a time that the test makes. */
final class DiscoveryRun {

  static final Duration INTERVAL = Duration.ofSeconds(30);
  static final Duration STEP = Duration.ofMillis(50);

  final MutableClock clock = new MutableClock(Instant.parse("2026-01-01T00:00:00Z"));
  final Random random = new Random(3);

  /** When each call of all tables was made, in nanoseconds. */
  final List<Long> calls = new ArrayList<>();

  private long nanos;
  private final DescribeStreamRateLimiter budget = new DescribeStreamRateLimiter(5, () -> nanos);

  Table table(int number) {
    return new Table(number);
  }

  /** Gives one table its turns. */
  void turns(Table table, Duration duration) throws InterruptedException {
    for (long step = 0; step <= duration.dividedBy(STEP); step++) {
      table.turn();
      pass();
    }
  }

  /** Time passes. */
  void pass() {
    clock.advance(STEP);
    nanos += STEP.toNanos();
  }

  /** A table with a stream of its own, and the part of a task that finds its shards. */
  final class Table implements ShardDiscovery.Listener {

    final FakeDynamoDb dynamo = new FakeDynamoDb(clock);
    final List<String> ids = new ArrayList<>();
    final List<String> asked = new ArrayList<>();
    final List<ListedShards> heard = new ArrayList<>();
    final List<Exception> failed = new ArrayList<>();
    int repeated;
    final ShardDiscovery discovery;
    private final FetchQueue fetches =
        new FetchQueue(Runnable::run, clock, FetchQueue.backoff(random), 2);

    private Table(int number) {
      StreamApi stream = new CountedStream(dynamo, this::called);
      discovery =
          new ShardDiscovery(
              "table-" + number,
              new ShardLister(stream, "arn"),
              new DynamoDb(
                  dynamo,
                  stream,
                  Exports.of(new ExportSettings("", S3Settings.DEFAULTS), null, 1),
                  fetches,
                  budget,
                  new Clocks(clock, clock),
                  random),
              INTERVAL,
              this);
    }

    private void called(String call) {
      asked.add(call);
      calls.add(nanos);
    }

    void shards(int count) {
      ids.add(dynamo.enableStream());
      while (ids.size() < count) {
        ids.add(dynamo.rollOver(ids.get(ids.size() - 1)));
      }
    }

    void turn() throws InterruptedException {
      discovery.advance();
      fetches.handleNext(0);
    }

    ListedShards last() {
      return heard.get(heard.size() - 1);
    }

    @Override
    public void listed(ListedShards listed) {
      heard.add(listed);
    }

    @Override
    public void repeated(Exception failure) {
      repeated++;
    }

    @Override
    public void failed(String what, Exception failure) {
      failed.add(failure);
    }
  }
}
