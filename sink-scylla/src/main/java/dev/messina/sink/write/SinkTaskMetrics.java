package dev.messina.sink.write;

import dev.messina.plugin.MetricsBean;
import dev.messina.sink.mutation.RowMutation;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Counts what a task does. Safe for several threads. */
public final class SinkTaskMetrics implements SinkTaskMetricsMXBean {

  private static final double MEDIAN = 50;
  private static final double MOST = 95;
  private static final double NEARLY_ALL = 99;

  private final LongAdder written = new LongAdder();
  private final LongAdder deleted = new LongAdder();
  private final LongAdder tombstones = new LongAdder();
  private final LongAdder tombstonesIgnored = new LongAdder();
  private final LongAdder inFlightRecords = new LongAdder();
  private final LongAdder requests = new LongAdder();
  private final LongAdder rows = new LongAdder();
  private final Map<String, LongAdder> deadLettered = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> retried = new ConcurrentHashMap<>();
  private final LatencyHistogram latency = new LatencyHistogram(System.nanoTime());
  private final InFlight inFlight;
  private final OffsetTracker offsets;
  private final LongSupplier unknownColumnsIgnored;
  private volatile long lagMillis = -1;

  SinkTaskMetrics(InFlight inFlight, OffsetTracker offsets, LongSupplier unknownColumnsIgnored) {
    this.inFlight = inFlight;
    this.offsets = offsets;
    this.unknownColumnsIgnored = unknownColumnsIgnored;
  }

  /**
   * Shows them in JMX as {@code dev.messina:type=sink-task-metrics,connector=…,task=…} until they
   * are closed.
   */
  public MetricsBean show(String connector, int task) {
    return MetricsBean.show(
        MetricsBean.name(
            "dev.messina:type=sink-task-metrics",
            "connector",
            connector,
            "task",
            String.valueOf(task)),
        this,
        SinkTaskMetricsMXBean.class);
  }

  void onStart() {
    inFlightRecords.increment();
  }

  void onEnd() {
    inFlightRecords.decrement();
  }

  void onWritten(RowMutation mutation) {
    mutation.fold(replace -> written, merge -> written, delete -> deleted).increment();
  }

  void onLag(long millis) {
    lagMillis = millis;
  }

  void onTombstones(int count) {
    tombstones.add(count);
  }

  void onTombstoneIgnored() {
    tombstonesIgnored.increment();
  }

  void onAcknowledged(int rowsOfRequest, long tookNanos, long now) {
    requests.increment();
    rows.add(rowsOfRequest);
    latency.add(tookNanos, now);
  }

  void onDeadLettered(String reason) {
    deadLettered.computeIfAbsent(reason, unseen -> new LongAdder()).increment();
  }

  void onRetry(String reason, int rowsOfRequest) {
    retried.computeIfAbsent(reason, unseen -> new LongAdder()).add(rowsOfRequest);
  }

  @Override
  public long getWritten() {
    return written.sum();
  }

  @Override
  public long getDeleted() {
    return deleted.sum();
  }

  @Override
  public long getTombstonesWritten() {
    return tombstones.sum();
  }

  @Override
  public long getTombstonesIgnored() {
    return tombstonesIgnored.sum();
  }

  @Override
  public long getRecordsDeadLettered() {
    return total(deadLettered);
  }

  @Override
  public Map<String, Long> getRecordsDeadLetteredByReason() {
    return sums(deadLettered);
  }

  @Override
  public long getRetried() {
    return total(retried);
  }

  @Override
  public Map<String, Long> getRetriedByReason() {
    return sums(retried);
  }

  @Override
  public long getInFlight() {
    return inFlightRecords.sum();
  }

  @Override
  public int getInFlightRequests() {
    return inFlight.requests();
  }

  @Override
  public long getInFlightBytes() {
    return inFlight.bytes();
  }

  @Override
  public int getInFlightLimit() {
    return inFlight.limit();
  }

  @Override
  public long getRequests() {
    return requests.sum();
  }

  @Override
  public double getBatchRowsMean() {
    long sent = requests.sum();
    return sent == 0 ? -1 : (double) rows.sum() / sent;
  }

  @Override
  public double getLatencyP50Ms() {
    return latency.percentile(MEDIAN, System.nanoTime());
  }

  @Override
  public double getLatencyP95Ms() {
    return latency.percentile(MOST, System.nanoTime());
  }

  @Override
  public double getLatencyP99Ms() {
    return latency.percentile(NEARLY_ALL, System.nanoTime());
  }

  @Override
  public double getLatencyMaxMs() {
    return latency.max(System.nanoTime());
  }

  @Override
  public long getLagMs() {
    return lagMillis;
  }

  @Override
  public Map<String, Long> getAcknowledgedOffsetByPartition() {
    return offsets.doneOffsets();
  }

  @Override
  public Map<String, Long> getAppliedChangeTimeMsByPartition() {
    return offsets.newestChanges();
  }

  @Override
  public long getUnknownColumnsIgnored() {
    return unknownColumnsIgnored.getAsLong();
  }

  private static long total(Map<String, LongAdder> counts) {
    return counts.values().stream().mapToLong(LongAdder::sum).sum();
  }

  private static Map<String, Long> sums(Map<String, LongAdder> counts) {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach((reason, count) -> sums.put(reason, count.sum()));
    return sums;
  }
}
