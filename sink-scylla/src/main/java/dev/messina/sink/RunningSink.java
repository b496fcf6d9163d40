package dev.messina.sink;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.messina.sink.cql.CqlRows;
import dev.messina.sink.cql.UnknownColumns;
import dev.messina.sink.session.ScyllaSessions;
import dev.messina.sink.write.MetricsRegistration;
import dev.messina.sink.write.MutationWriter;
import dev.messina.sink.write.SinkTaskMetrics;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A task that runs: one session, one table, one writer. Closed once. */
final class RunningSink implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunningSink.class);

  /**
   * How soon the framework should call again while writes are under way, even if Kafka has nothing
   * new: it is then that rejected records are reported and a failure stops the task.
   */
  private static final long BUSY_POLL_MS = 200;

  private final String name;
  private final SinkTaskContext context;
  private final CqlSession session;
  private final ScheduledExecutorService retries;
  private final MetricsRegistration registration;
  private final MutationWriter writer;

  private RunningSink(
      String name,
      SinkTaskContext context,
      CqlSession session,
      ScheduledExecutorService retries,
      MetricsRegistration registration,
      MutationWriter writer) {
    this.name = name;
    this.context = context;
    this.session = session;
    this.retries = retries;
    this.registration = registration;
    this.writer = writer;
  }

  /**
   * Connects and prepares.
   *
   * @throws org.apache.kafka.connect.errors.ConnectException if the cluster cannot be reached or
   *     the table cannot be written
   */
  static RunningSink open(
      ScyllaSinkConfig config, String connector, int task, SinkTaskContext context, Clock clock) {
    String name = "messina-sink-" + connector + "-" + task;
    UnknownColumns unknownColumns =
        config.write().ignoreUnknownColumns()
            ? UnknownColumns.ignored()
            : UnknownColumns.rejected();
    CqlSession session = ScyllaSessions.open(config.session(), name, config.table().keyspace());
    try {
      CqlRows rows = CqlRows.open(session, config.table(), config.conversions(), unknownColumns);
      SinkTaskMetrics metrics = new SinkTaskMetrics(unknownColumns::ignoredCount);
      MetricsRegistration registration = MetricsRegistration.register(metrics, connector, task);
      ScheduledExecutorService retries = retryThread(name);
      MutationWriter writer =
          MutationWriter.into(
              config.table(),
              rows,
              config.write(),
              context.errantRecordReporter(),
              retries,
              metrics,
              clock);
      LOG.info("Task {} writes to {}", name, config.table());
      return new RunningSink(name, context, session, retries, registration, writer);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  void put(Collection<SinkRecord> records) {
    try {
      writer.put(records);
    } catch (RetriableException e) {
      context.timeout(BUSY_POLL_MS);
      throw e;
    }
    if (writer.isBusy()) {
      context.timeout(BUSY_POLL_MS);
    }
  }

  Map<TopicPartition, OffsetAndMetadata> committable(
      Map<TopicPartition, OffsetAndMetadata> consumed) {
    return writer.committable(consumed);
  }

  void forget(Collection<TopicPartition> partitions) {
    writer.forget(partitions);
  }

  @Override
  public void close() {
    retries.shutdownNow();
    try (session) {
      registration.close();
    }
    LOG.info("Task {} has ended", name);
  }

  private static ScheduledExecutorService retryThread(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        work -> {
          Thread thread = new Thread(work, name + "-retries");
          thread.setDaemon(true);
          return thread;
        });
  }
}
