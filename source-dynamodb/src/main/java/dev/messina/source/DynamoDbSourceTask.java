package dev.messina.source;

import dev.messina.plugin.PluginVersion;
import dev.messina.source.assignment.TableAssignment;
import dev.messina.source.aws.DynamoDbClients;
import dev.messina.source.control.ControlRecords;
import dev.messina.source.control.ControlSettings;
import dev.messina.source.control.Heartbeats;
import dev.messina.source.control.Kafka;
import dev.messina.source.control.KafkaQuestions;
import dev.messina.source.control.Notifications;
import dev.messina.source.control.Outbox;
import dev.messina.source.control.Signals;
import dev.messina.source.export.Exports;
import dev.messina.source.fetch.Clocks;
import dev.messina.source.fetch.DescribeStreamRateLimiter;
import dev.messina.source.fetch.DynamoDb;
import dev.messina.source.fetch.FetchQueue;
import dev.messina.source.fetch.SteadyClock;
import dev.messina.source.metrics.SourceMetrics;
import dev.messina.source.metrics.SourceMetrics.TaskIdentity;
import dev.messina.source.offset.CommittedOffsets;
import dev.messina.source.offset.SourcePartition;
import dev.messina.source.offset.TableOffset;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** What Connect runs: builds the source, hands out its records, takes it down. */
public final class DynamoDbSourceTask extends SourceTask {

  private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration POLL_WAIT = Duration.ofMillis(500);

  private volatile boolean stopping;
  private DynamoDbClients clients;
  private Exports exports;
  private Signals signals;
  private KafkaQuestions topics;
  private SourceMetrics metrics;
  private ExecutorService fetchThreads;
  private ExecutorService scanThreads;
  private RunningSource running;

  @Override
  public String version() {
    return PluginVersion.of(DynamoDbSourceConnector.class);
  }

  @Override
  public void start(Map<String, String> properties) {
    DynamoDbSourceConfig config = DynamoDbSourceConfig.parse(properties);
    List<TableAssignment> shares = DynamoDbSourceConfig.shares(properties);
    String taskId = properties.get(DynamoDbSourceConfig.TASK_ID);
    int streamThreads = config.stream().fetchThreads();
    int scanThreads = config.snapshot().threads();
    clients = DynamoDbClients.open(config.aws(), streamThreads + scanThreads);
    exports = Exports.of(config.exports(), config.aws(), 2 * scanThreads);
    fetchThreads =
        Executors.newFixedThreadPool(streamThreads, threadsOf(config.connector(), "stream"));
    this.scanThreads =
        Executors.newFixedThreadPool(scanThreads, threadsOf(config.connector(), "scan"));
    Clocks clocks = new Clocks(clients.clock(), new SteadyClock());
    CommittedOffsets committed = new CommittedOffsets(context.offsetStorageReader());
    ControlSettings control = config.control();
    topics = new KafkaQuestions(control.kafka(), KAFKA_TIMEOUT);
    signals =
        Signals.open(
            control,
            config.connector(),
            config.topics().prefix(),
            List.of(properties.get(DynamoDbSourceConfig.ALL_TABLES).split(",")),
            since(committed, shares, clocks.dynamoDb()));
    metrics =
        SourceMetrics.open(
            new TaskIdentity(config.topics().prefix(), config.connector(), taskId),
            clocks.dynamoDb(),
            context);
    running =
        new RunningSource(
            config.tables(shares, clients.region(), taskId),
            dynamoDb(config, clocks),
            kafka(config, clocks),
            committed,
            metrics,
            POLL_WAIT);
  }

  private DynamoDb dynamoDb(DynamoDbSourceConfig config, Clocks clocks) {
    FetchQueue fetches =
        new FetchQueue(
            new FetchQueue.Room(fetchThreads, config.stream().fetchThreads()),
            new FetchQueue.Room(scanThreads, config.snapshot().threads()),
            clocks.steady(),
            FetchQueue.backoff(RandomGenerator.getDefault()));
    return new DynamoDb(
        clients.tableApi(),
        clients.streamApi(),
        exports,
        fetches,
        DescribeStreamRateLimiter.ofWorker(),
        clocks,
        RandomGenerator.getDefault());
  }

  private Kafka kafka(DynamoDbSourceConfig config, Clocks clocks) {
    ControlSettings control = config.control();
    ControlRecords records =
        new ControlRecords(config.connector(), control.topic(), clocks.dynamoDb());
    return new Kafka(
        records,
        new Outbox(records),
        new Notifications(control, config.connector(), clocks.dynamoDb()),
        topics,
        signals,
        new Heartbeats(control, config.topics().prefix()));
  }

  /** Signals count from the first epoch of a table; without one there was nothing to signal to. */
  private static Instant since(
      CommittedOffsets committed, List<TableAssignment> shares, Clock clock) {
    return shares.stream()
        .map(share -> committed.of(new SourcePartition.Table(share.table())))
        .flatMap(Optional::stream)
        .map(position -> Instant.ofEpochMilli(((TableOffset) position).beganMillis()))
        .min(Comparator.naturalOrder())
        .orElseGet(clock::instant);
  }

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    metrics.polled();
    try {
      List<SourceRecord> records = running.poll();
      if (records.isEmpty()) {
        // With an empty list Connect looks whether a transaction is to be committed, with null not.
        return running.isStopping() ? records : null;
      }
      if (context.transactionContext() != null) {
        // transaction.boundary=connector: each turn's records are a transaction.
        context.transactionContext().commitTransaction();
      }
      return records;
    } catch (RuntimeException e) {
      if (stopping) {
        // The clients were closed under a call; what it would have brought is read again.
        return null;
      }
      throw e;
    }
  }

  /**
   * Told of each record what became of it. One that something on the way has dropped would take its
   * change with it, since the positions of those that follow are committed.
   */
  @Override
  public void commitRecord(SourceRecord record, RecordMetadata metadata) {
    running.done(record, metadata != null);
  }

  /** May be called from another thread, and more than once. */
  @Override
  public void stop() {
    stopping = true;
    if (fetchThreads != null) {
      fetchThreads.shutdownNow();
    }
    if (signals != null) {
      signals.close();
    }
    if (scanThreads != null) {
      scanThreads.shutdownNow();
    }
    if (topics != null) {
      topics.close();
    }
    if (clients != null) {
      clients.close();
    }
    if (exports != null) {
      exports.close();
    }
    if (metrics != null) {
      metrics.close();
    }
  }

  private static ThreadFactory threadsOf(String connector, String lane) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread =
          new Thread(task, "messina-" + lane + "-" + connector + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
