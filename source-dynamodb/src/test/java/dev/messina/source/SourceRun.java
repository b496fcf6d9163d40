package dev.messina.source;

import dev.messina.record.ChangeRecord;
import dev.messina.record.ChangeRecordReader;
import dev.messina.record.ChangeSource;
import dev.messina.source.assignment.TableAssignment;
import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.source.control.TopicQuestions;
import dev.messina.source.control.TopicQuestions.TopicHistory;
import dev.messina.source.fetch.FetchQueue;
import dev.messina.source.metrics.SourceMetrics;
import dev.messina.source.offset.CommittedOffsets;
import dev.messina.source.offset.ShardOffset;
import dev.messina.source.offset.SourcePartition;
import dev.messina.source.offset.TableOffset;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.connect.source.SourceRecord;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The source over a fake table and a fake worker, turn by turn, on one thread and one clock. */
final class SourceRun {

  static final String STREAM = "2026-01-01T00:00:00.000";

  final MutableClock clock;
  final FakeDynamoDb dynamoDb;
  final FakeWorker worker;
  final FakeSignals signals = new FakeSignals();
  TopicHistory history = TopicHistory.NONE;
  boolean exactlyOnce;

  /** Kafka's ids of the topics that there are, null if it does not say. */
  Map<String, String> topicIds;

  SourceMetrics metrics;
  private final Map<String, String> options =
      new HashMap<>(
          Map.of(
              "name", "orders-source",
              "topic.prefix", "shop",
              "tables", FakeDynamoDb.TABLE,
              "snapshot.segments", "1",
              "snapshot.page.limit", "2",
              "stream.page.limit", "3",
              "control.kafka.bootstrap.servers", "nowhere:9092"));
  private final TableAssignment share;
  private RunningSource running;

  SourceRun() {
    clock = new MutableClock(Instant.parse("2026-01-01T10:00:00Z"));
    dynamoDb = new FakeDynamoDb(clock);
    worker = new FakeWorker();
    share = TableAssignment.whole(FakeDynamoDb.TABLE);
    metrics = SourceMetrics.unregistered(clock);
  }

  private SourceRun(SourceRun run, TableAssignment share) {
    this.clock = run.clock;
    this.dynamoDb = run.dynamoDb;
    this.worker = run.worker.another();
    this.share = share;
    this.metrics = SourceMetrics.unregistered(clock);
    options.putAll(run.options);
  }

  /** Another task of the same connector, on the same clock. */
  SourceRun beside(TableAssignment other) {
    return new SourceRun(this, other);
  }

  SourceRun segments(int count) {
    return option("snapshot.segments", Integer.toString(count));
  }

  SourceRun option(String name, String value) {
    options.put(name, value);
    return this;
  }

  void start() {
    DynamoDbSourceConfig config = DynamoDbSourceConfig.parse(options);
    running =
        TestScope.of(
                config,
                share,
                dynamoDb,
                dynamoDb,
                new FetchQueue(Runnable::run, clock, FetchQueue.backoff(new Random(1)), 4),
                worker,
                topics(),
                signals,
                metrics,
                clock,
                clock,
                new Random(1))
            .source();
    worker.whenDone(running::done, exactlyOnce);
  }

  private TopicQuestions topics() {
    return new TopicQuestions() {
      @Override
      public TopicHistory apply(String topic) {
        return history;
      }

      @Override
      public Optional<Map<String, String>> ids(Collection<String> topics) {
        return Optional.ofNullable(topicIds);
      }
    };
  }

  /** One turn, half a second later; commits nothing. */
  List<SourceRecord> turn() {
    clock.advance(Duration.ofMillis(500));
    return turnBeside();
  }

  /** One turn in no time, beside one of another task; commits nothing. */
  List<SourceRecord> turnBeside() {
    try {
      List<SourceRecord> records = running.poll();
      worker.send(records);
      return records;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Many turns, each committed. */
  void turns(int count) {
    for (int i = 0; i < count; i++) {
      turn();
      worker.commitAll();
    }
  }

  void put(String key, int value) {
    dynamoDb.write(key, Map.of("x", AttributeValue.fromN(Integer.toString(value))));
  }

  /** The records of the table's topic that are in Kafka. */
  List<SourceRecord> changes() {
    return worker.inKafka().stream()
        .filter(record -> record.topic().equals("shop.orders"))
        .toList();
  }

  List<ChangeRecord> streamed() {
    return changes().stream()
        .map(ChangeRecordReader::read)
        .filter(change -> change.source().position() instanceof ChangeSource.StreamShard)
        .toList();
  }

  List<ChangeRecord> scanned() {
    return changes().stream()
        .map(ChangeRecordReader::read)
        .filter(change -> change.source().position() instanceof ChangeSource.ScanSegment)
        .toList();
  }

  List<SourceRecord> control() {
    return worker.inKafka().stream().filter(SourceRun::isControl).toList();
  }

  ShardOffset committed(String shard) {
    SourcePartition.Shard partition = new SourcePartition.Shard(FakeDynamoDb.TABLE, STREAM, shard);
    return (ShardOffset) new CommittedOffsets(worker).of(partition).orElse(null);
  }

  TableOffset committedTable() {
    return (TableOffset)
        new CommittedOffsets(worker)
            .of(new SourcePartition.Table(FakeDynamoDb.TABLE))
            .orElseThrow();
  }

  static boolean isControl(SourceRecord record) {
    return record.topic().equals("shop.control");
  }

  static String sequence(ChangeRecord change) {
    return ((ChangeSource.StreamShard) change.source().position()).sequence();
  }
}
