package dev.messina.source;

import dev.messina.source.assignment.TableAssignment;
import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.source.aws.TableDescription.KeyAttribute;
import dev.messina.source.change.Epoch;
import dev.messina.source.control.Outbox;
import dev.messina.source.control.TopicQuestions.TopicHistory;
import dev.messina.source.fetch.FetchQueue;
import dev.messina.source.metrics.SourceMetrics;
import dev.messina.source.offset.CommittedOffsets;
import dev.messina.source.offset.SourceOffset.SegmentOffset;
import dev.messina.source.offset.SourcePartition;
import dev.messina.source.offset.TableOffset;
import dev.messina.source.record.Origin;
import dev.messina.source.record.RecordCounts;
import dev.messina.source.record.SourceRecords;
import dev.messina.source.snapshot.SnapshotReader;
import dev.messina.source.snapshot.SnapshotReader.ScanShare;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceRecord;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The snapshot of a {@link BusyTable} by one or several tasks, on one clock. */
final class SnapshotRun {

  private static final Duration TURN = Duration.ofMillis(50);

  final MutableClock clock = new MutableClock(Instant.parse("2026-01-01T10:00:00Z"));
  final FakeWorker worker = new FakeWorker();
  final BusyTable table;
  private final Map<String, String> options =
      new HashMap<>(
          Map.of(
              "name", "orders-source",
              "topic.prefix", "shop",
              "tables", FakeDynamoDb.TABLE,
              "snapshot.page.limit", "10",
              "control.kafka.bootstrap.servers", "nowhere:9092"));
  private final TableOffset position;
  private List<Task> tasks = List.of();
  private boolean forgetful;

  SnapshotRun(int segments, int itemsInSegment) {
    table = new BusyTable(clock, itemsInSegment);
    position =
        TableOffset.first(
            new TableOffset.Scan(
                Epoch.choose(clock.instant(), null, Duration.ofMinutes(15), null),
                segments,
                false,
                ""),
            "table-1",
            SourceRun.STREAM,
            0);
  }

  SnapshotRun option(String name, String value) {
    options.put(name, value);
    return this;
  }

  /** Keeps no record, for tests that look only at the calls. */
  SnapshotRun forgetful() {
    forgetful = true;
    return this;
  }

  /** Begins again with so many tasks; what was not committed is forgotten. */
  SnapshotRun start(int count) {
    worker.crash(pending -> 0);
    tasks =
        IntStream.range(0, count)
            .mapToObj(i -> new Task(new TableAssignment(FakeDynamoDb.TABLE, i, count)))
            .toList();
    return this;
  }

  SnapshotReader task(int index) {
    return tasks.get(index).reading;
  }

  /** Lets all tasks work for so long, and commits nothing. */
  void run(Duration duration) {
    Instant end = clock.instant().plus(duration);
    while (clock.instant().isBefore(end)) {
      tasks.forEach(Task::turn);
      table.passTime(TURN);
    }
  }

  /** Lets all tasks work until they are through. */
  void runToEnd(Duration longest) {
    Instant end = clock.instant().plus(longest);
    while (clock.instant().isBefore(end) && !tasks.stream().allMatch(t -> t.reading.isDone())) {
      run(TURN);
    }
  }

  /** Items that are in Kafka or on their way, by key. */
  List<String> keys() {
    List<String> keys = new ArrayList<>();
    tasks.forEach(task -> task.sent.forEach(record -> keys.add(record.key().toString())));
    return keys;
  }

  List<SourceRecord> sentBy(int task) {
    return tasks.get(task).sent;
  }

  SegmentOffset committed(int segment) {
    SourcePartition.Segment partition = partition(segment);
    return new CommittedOffsets(worker)
        .segments(List.of(partition))
        .getOrDefault(partition, SegmentOffset.START);
  }

  private SourcePartition.Segment partition(int segment) {
    return new SourcePartition.Segment(FakeDynamoDb.TABLE, position.epoch().epochMicros(), segment);
  }

  private final class Task {

    private final List<SourceRecord> sent = new ArrayList<>();
    private final Outbox outbox;
    private final FetchQueue fetches;
    private final SnapshotReader reading;

    private Task(TableAssignment share) {
      DynamoDbSourceConfig config = DynamoDbSourceConfig.parse(options);
      fetches =
          new FetchQueue(
              table, clock, FetchQueue.backoff(new Random(1)), config.snapshot().threads());
      TestScope scope =
          TestScope.of(
              config,
              share,
              table,
              new FakeDynamoDb(clock),
              fetches,
              worker,
              TopicHistory.NONE,
              SourceMetrics.unregistered(clock),
              clock,
              clock,
              new Random(1));
      outbox = scope.kafka().outbox();
      SourceRecords records =
          new SourceRecords(
              new Origin(
                  "test",
                  "eu-west-1",
                  FakeDynamoDb.TABLE,
                  config.connector(),
                  "0",
                  config.topics(),
                  config.records()),
              List.of(new KeyAttribute(FakeDynamoDb.KEY, ScalarAttributeType.S)),
              new RecordCounts(),
              clock);
      reading =
          new SnapshotReader(
              new ScanShare(share, position),
              config.snapshot(),
              scope.dynamoDb(),
              scope.committed(),
              outbox,
              records,
              scope.metrics().table("orders").snapshot());
      reading.begin();
    }

    private void turn() {
      reading.advance();
      try {
        while (fetches.handleNext(0)) {
          reading.advance();
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      List<SourceRecord> records = outbox.drain();
      if (!forgetful) {
        sent.addAll(records);
        worker.send(records);
      }
    }
  }
}
