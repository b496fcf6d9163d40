package dev.messina.sink;

import dev.messina.plugin.PluginVersion;
import dev.messina.sink.topic.TopicGuard;
import dev.messina.sink.topic.TopicList.TopicNames;
import dev.messina.sink.topic.TopicWatch;
import dev.messina.sink.validate.ScyllaSinkConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The framework's side of a task: reads the options, builds what runs, hands over, closes. */
public final class ScyllaSinkTask extends SinkTask {

  private static final Logger LOG = LoggerFactory.getLogger(ScyllaSinkTask.class);

  /** Set by the connector, not by users. */
  static final String TASK_NUMBER = "messina.task.number";

  /** The framework cannot stop a task within {@code start}, so that it must not last. */
  private static final Duration START_PATIENCE = Duration.ofSeconds(4);

  /** How soon the framework should call again while the cluster is waited for. */
  private static final long WAITING_POLL_MS = 2_000;

  private SinkStart start;
  private RunningSink running;
  private TopicWatch watch;
  private TopicGuard guard;

  @Override
  public String version() {
    return PluginVersion.of(ScyllaSinkConnector.class);
  }

  @Override
  public void start(Map<String, String> options) {
    ScyllaSinkConfig config = ScyllaSinkConfig.of(options);
    String connector = options.getOrDefault("name", "messina");
    int task = Integer.parseInt(options.getOrDefault(TASK_NUMBER, "0"));
    Clock clock = Clock.systemUTC();
    watch = new TopicWatch(TopicNames.listed(options), clock);
    guard = TopicGuard.of(options, watch, clock, RunningSink.name(connector, task) + "-topics");
    start =
        SinkStart.begin(
            () -> RunningSink.open(config, connector, task, context, clock),
            config.session().connectTimeout(),
            RunningSink.name(connector, task));
    start.awaitFirstAttempt(START_PATIENCE);
    running = start.running();
  }

  @Override
  public void open(Collection<TopicPartition> partitions) {
    forget(partitions);
    guard.open(partitions);
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    guard.take(records);
    guard.pause().ifPresent(pause -> context.timeout(pause.toMillis()));
    watch.warning(context.assignment()).ifPresent(LOG::warn);
    if (running == null) {
      running = start.running();
    }
    if (running != null) {
      running.put(records);
      guard.taken();
      return;
    }
    context.timeout(WAITING_POLL_MS);
    if (!records.isEmpty()) {
      throw new RetriableException("The task waits for the cluster. " + start.lastSeen());
    }
  }

  /** Before the task runs it has no record, so that the framework's offsets are right. */
  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> consumed) {
    watch.onPositions(consumed);
    try {
      return guard.committable(
          consumed, running == null ? consumed : running.committable(consumed));
    } catch (RuntimeException failed) {
      guard.rewind();
      throw failed;
    }
  }

  @Override
  public void close(Collection<TopicPartition> partitions) {
    forget(partitions);
    guard.close(partitions);
  }

  /** The framework also stops a task whose start has failed. */
  @Override
  public void stop() {
    if (start != null) {
      guard.close();
      start.close();
    }
  }

  private void forget(Collection<TopicPartition> partitions) {
    if (running != null) {
      running.forget(partitions);
    }
  }
}
