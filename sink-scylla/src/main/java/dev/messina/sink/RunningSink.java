package dev.messina.sink;

import com.datastax.oss.driver.api.core.DriverException;
import dev.messina.plugin.MetricsBean;
import dev.messina.sink.evolve.SchemaEvolution;
import dev.messina.sink.mutation.RowMutations;
import dev.messina.sink.route.TableRouter;
import dev.messina.sink.session.ClusterUnreachableException;
import dev.messina.sink.session.SharedSessions;
import dev.messina.sink.statement.TableWriters;
import dev.messina.sink.validate.ScyllaSinkConfig;
import dev.messina.sink.validate.TableInspector;
import dev.messina.sink.write.CountedReporter;
import dev.messina.sink.write.MutationWriter;
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

/** A task that runs: one session, its tables, one writer. Closed once. */
final class RunningSink implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunningSink.class);

  /**
   * How soon the framework should call again while writes are under way, even if Kafka has nothing
   * new: it is then that bad records are dead-lettered and a failure stops the task.
   */
  private static final long BUSY_POLL_MS = 200;

  private final String name;
  private final SinkTaskContext context;
  private final SharedSessions.Lease session;
  private final ScheduledExecutorService retries;
  private final MetricsBean metrics;
  private final MutationWriter writer;

  private RunningSink(
      String name,
      SinkTaskContext context,
      SharedSessions.Lease session,
      ScheduledExecutorService retries,
      MetricsBean metrics,
      MutationWriter writer) {
    this.name = name;
    this.context = context;
    this.session = session;
    this.retries = retries;
    this.metrics = metrics;
    this.writer = writer;
  }

  /**
   * Connects and prepares.
   *
   * @throws ClusterUnreachableException if the cluster cannot be reached, or not any more
   * @throws org.apache.kafka.connect.errors.ConnectException if a table cannot be written
   */
  static RunningSink open(
      ScyllaSinkConfig config, String connector, int task, SinkTaskContext context, Clock clock) {
    String name = name(connector, task);
    SharedSessions.Lease session = SharedSessions.ofWorker().lease(config.session());
    try {
      TableInspector inspector = new TableInspector(session.session(), config.lateness(), clock);
      TableWriters tables =
          new TableWriters(
              session.session(),
              config.conversions(),
              config.write().unknownColumns(),
              config.replaceStrategy(),
              SchemaEvolution.of(
                  config.evolution(), session.session(), inspector::optionsOfNewTable),
              inspector,
              clock);
      tables.open(config.tables().fixed().keySet(), config.evolution().creates());
      ScheduledExecutorService retries = retryThread(name);
      MutationWriter writer =
          MutationWriter.into(
              new RowMutations(config.mutations(), clock),
              new TableRouter(config.tables()),
              tables,
              config.write(),
              context.configs(),
              CountedReporter.of(context.errantRecordReporter(), connector, task),
              retries,
              clock);
      MetricsBean metrics = writer.metrics().show(connector, task);
      LOG.info("Task {} writes to {}", name, config.tables());
      return new RunningSink(name, context, session, retries, metrics, writer);
    } catch (DriverException e) {
      session.close();
      throw ClusterUnreachableException.preparing(e);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** As it is in log lines and names of threads. */
  static String name(String connector, int task) {
    return "messina-sink-" + connector + "-" + task;
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
      metrics.close();
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
