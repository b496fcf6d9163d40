package dev.messina.source.metrics;

import dev.messina.plugin.MetricsBean;
import dev.messina.source.metrics.MetricAttributes.Metric;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.kafka.connect.source.SourceTaskContext;

/**
 * The metrics of one task. All of it is told from the task's own thread and may be asked from any;
 * {@link #close()} may be called from any, more than once.
 */
public final class SourceMetrics implements AutoCloseable {

  static final List<Metric<SourceMetrics>> ALL =
      List.of(
          Metric.flag(
              "Connected",
              "whether DynamoDB has answered since the task started",
              metrics -> metrics.connected),
          Metric.count(
              "RunningTables",
              "tables that this task reads",
              metrics -> (long) metrics.tables.size()),
          Metric.count(
              "StalledTables",
              "those of them with a `StallCause`, of the snapshot or of the stream",
              SourceMetrics::stalled),
          Metric.count(
              "SecondsSinceLastPoll",
              "since Connect last asked for records",
              metrics -> metrics.turns.seconds()),
          Metric.count(
              "RefusedSignals",
              "signals, and listed keys of them, that were not followed since the task started",
              metrics -> metrics.refusedSignals.get()),
          Metric.words(
              "LastRefusedSignal",
              "when the last of them was refused, which it was and why; empty if there was none",
              metrics -> metrics.lastRefusedSignal));

  private final Clock clock;
  private final TaskTurns turns;
  private final BeanNames names;
  private final ConnectGauges gauges;
  private final MetricAttributes<SourceMetrics> attributes;
  private final Map<String, TableMetrics> tables = new ConcurrentHashMap<>();
  private final AtomicLong refusedSignals = new AtomicLong();
  private Optional<MetricsBean> bean = Optional.empty();
  private volatile String lastRefusedSignal = "";
  private volatile boolean connected;
  private volatile boolean closed;

  private SourceMetrics(
      TaskIdentity task, Clock clock, LongSupplier nanoTime, ConnectGauges gauges) {
    this.clock = clock;
    this.turns = new TaskTurns(nanoTime);
    this.names = new BeanNames(task);
    this.gauges = gauges;
    this.attributes =
        new MetricAttributes<>("Task " + task.task() + " of " + task.connector(), this, ALL);
  }

  /**
   * Registers the task.
   *
   * @param clock the one by which changes and write timestamps are judged; asked from any thread
   */
  public static SourceMetrics open(TaskIdentity task, Clock clock, SourceTaskContext context) {
    return open(task, clock, System::nanoTime, context);
  }

  /** Metrics that nobody can ask for; {@link #table(String)} gives new ones each time. */
  public static SourceMetrics unregistered(Clock clock) {
    SourceMetrics metrics =
        new SourceMetrics(
            new TaskIdentity("", "", ""), clock, System::nanoTime, ConnectGauges.none());
    metrics.closed = true;
    return metrics;
  }

  static SourceMetrics open(
      TaskIdentity task, Clock clock, LongSupplier nanoTime, SourceTaskContext context) {
    SourceMetrics metrics = new SourceMetrics(task, clock, nanoTime, ConnectGauges.of(context));
    metrics.bean = Optional.of(MetricsBean.show(metrics.names.task(), metrics.attributes));
    return metrics;
  }

  /** Of a table of this task; registers it the first time. */
  public synchronized TableMetrics table(String table) {
    TableMetrics known = tables.get(table);
    if (known != null) {
      return known;
    }
    TableMetrics fresh = new TableMetrics(clock, turns);
    if (!closed) {
      fresh.register(table, names, gauges);
      tables.put(table, fresh);
    }
    return fresh;
  }

  /** Connect asks for records. */
  public void polled() {
    turns.turned();
  }

  /** DynamoDB has answered. */
  public void connected() {
    connected = true;
  }

  /**
   * A signal is not followed, or not wholly.
   *
   * @param which by its coordinates, and why; no part of an item
   */
  public void signalRefused(String which, Instant at) {
    refusedSignals.incrementAndGet();
    lastRefusedSignal = at.truncatedTo(ChronoUnit.SECONDS) + " " + which;
  }

  /** Unregisters everything. */
  @Override
  public synchronized void close() {
    closed = true;
    tables.values().forEach(TableMetrics::unregister);
    tables.clear();
    bean.ifPresent(MetricsBean::close);
    gauges.close();
  }

  private long stalled() {
    return tables.values().stream().filter(TableMetrics::isStalled).count();
  }

  /**
   * Whose metrics they are.
   *
   * @param server the prefix of the topics, which Debezium calls the server
   * @param connector name of the connector
   * @param task number of the task
   */
  public record TaskIdentity(String server, String connector, String task) {}

  /**
   * When Connect last asked the task for records. It asks again only when Kafka has taken those
   * before, so a long silence says that Kafka does not.
   */
  static final class TaskTurns {

    private static final long SILENCE = TimeUnit.SECONDS.toNanos(30);

    private final LongSupplier nanoTime;
    private volatile long last;

    /**
     * @param nanoTime a clock that never steps
     */
    TaskTurns(LongSupplier nanoTime) {
      this.nanoTime = nanoTime;
      this.last = nanoTime.getAsLong();
    }

    void turned() {
      last = nanoTime.getAsLong();
    }

    long seconds() {
      return TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - last);
    }

    boolean areMissing() {
      return nanoTime.getAsLong() - last >= SILENCE;
    }
  }

  /** The names of the beans, in Debezium's pattern. */
  static final class BeanNames {

    static final String DOMAIN = "dev.messina.source";

    private static final Pattern NEEDS_QUOTES = Pattern.compile("[,=:\"*?\\n\\\\]|^$");

    private final TaskIdentity task;

    BeanNames(TaskIdentity task) {
      this.task = task;
    }

    /** Two connectors may share a prefix, so it is the connector that tells tasks apart. */
    ObjectName task() {
      return name("task", Map.of("connector", task.connector()));
    }

    ObjectName table(String context, String table) {
      return name(context, Map.of("table", table));
    }

    private ObjectName name(String context, Map<String, String> more) {
      Map<String, String> keys = new LinkedHashMap<>();
      keys.put("type", "connector-metrics");
      keys.put("context", context);
      keys.put("server", task.server());
      keys.put("task", task.task());
      keys.putAll(more);
      StringBuilder text = new StringBuilder(DOMAIN);
      char separator = ':';
      for (Map.Entry<String, String> key : keys.entrySet()) {
        text.append(separator).append(key.getKey()).append('=').append(safe(key.getValue()));
        separator = ',';
      }
      try {
        return new ObjectName(text.toString());
      } catch (MalformedObjectNameException e) {
        throw new IllegalStateException("Every value was quoted in " + text, e);
      }
    }

    private static String safe(String value) {
      return NEEDS_QUOTES.matcher(value).find() ? ObjectName.quote(value) : value;
    }
  }
}
