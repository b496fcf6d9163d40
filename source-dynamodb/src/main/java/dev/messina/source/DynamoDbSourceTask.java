package dev.messina.source;

import dev.messina.source.aws.DynamoDbClients;
import dev.messina.source.control.ControlRecords;
import dev.messina.source.position.CommittedPositions;
import dev.messina.source.read.Backoff;
import dev.messina.source.read.Fetches;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** What Connect runs: builds the source, hands out its records, takes it down. */
public final class DynamoDbSourceTask extends SourceTask {

  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration POLL_WAIT = Duration.ofMillis(500);

  private final AtomicReference<ConnectException> dropped = new AtomicReference<>();
  private volatile boolean stopping;
  private DynamoDbClients clients;
  private ExecutorService fetchThreads;
  private RunningSource running;

  @Override
  public String version() {
    return Version.current();
  }

  @Override
  public void start(Map<String, String> properties) {
    DynamoDbSourceConfig config = DynamoDbSourceConfig.parse(properties);
    int threads = config.stream().fetchThreads();
    clients = DynamoDbClients.open(config.aws(), threads, CALL_TIMEOUT);
    fetchThreads = Executors.newFixedThreadPool(threads, threadsOf(config.connector()));
    Clock clock = Clock.systemUTC();
    running =
        new RunningSource(
            new TaskScope(
                config,
                clients.region(),
                clients.tableApi(),
                clients.streamApi(),
                new Fetches(
                    fetchThreads, clock, new Backoff(RandomGenerator.getDefault()), threads),
                new CommittedPositions(context.offsetStorageReader()),
                new ControlRecords(config.connector(), config.control().topic(), clock),
                new Outbox(),
                clock),
            POLL_WAIT);
  }

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    ConnectException failure = dropped.get();
    if (failure != null) {
      throw failure;
    }
    try {
      List<SourceRecord> records = running.poll();
      return records.isEmpty() ? null : records;
    } catch (RuntimeException e) {
      if (stopping) {
        // The clients were closed under a call; what it would have brought is read again.
        return null;
      }
      throw e;
    }
  }

  /**
   * Positions ride on records: a record that something on the way drops would take its position
   * with it, and the change would be lost without a trace.
   */
  @Override
  public void commitRecord(SourceRecord record, RecordMetadata metadata) {
    if (metadata == null) {
      dropped.compareAndSet(
          null,
          new ConnectException(
              "A record of partition "
                  + record.sourcePartition()
                  + " for topic '"
                  + record.topic()
                  + "' was dropped on the way to Kafka, by a transform or by errors.tolerance=all."
                  + " Remove what drops it; filter behind the topic, in the sink connector."));
    }
  }

  /** May be called from another thread, and more than once. */
  @Override
  public void stop() {
    stopping = true;
    if (fetchThreads != null) {
      fetchThreads.shutdownNow();
    }
    if (clients != null) {
      clients.close();
    }
  }

  private static ThreadFactory threadsOf(String connector) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread =
          new Thread(task, "messina-fetch-" + connector + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
