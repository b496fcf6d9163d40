package dev.messina.source.metrics;

import dev.messina.source.metrics.MetricAttributes.Ages;
import dev.messina.source.metrics.MetricAttributes.Metric;
import dev.messina.source.metrics.SourceMetrics.TaskTurns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.Supplier;

/**
 * The snapshot of one table, as far as one task reads it. Counts are those of this task since it
 * started. Told from the task's own thread, asked from any.
 */
public final class SnapshotMetrics {

  static final List<Metric<SnapshotMetrics>> ALL =
      List.of(
          Metric.flag(
              "SnapshotRunning",
              "whether the table is being read",
              s -> s.state == SnapshotState.RUNNING),
          Metric.flag(
              "SnapshotPaused",
              "whether a signal has paused it",
              s -> s.state == SnapshotState.PAUSED),
          Metric.flag(
              "SnapshotCompleted",
              "whether it is complete",
              s -> s.state == SnapshotState.COMPLETED),
          Metric.flag(
              "SnapshotAborted",
              "whether it was ended before it was complete",
              s -> s.state == SnapshotState.ABORTED),
          Metric.words(
              "Epoch",
              "write timestamp of its rows as a time in UTC; empty before it has begun",
              s -> MetricAttributes.utc(s.epochMicros)),
          Metric.count(
              "SnapshotDurationInSeconds",
              "since this task began it, until it ended; pauses count",
              SnapshotMetrics::durationSeconds),
          Metric.<SnapshotMetrics>count(
                  "TotalItemsScanned", "items read", s -> s.itemsScanned.get())
              .alsoInConnect(),
          Metric.<SnapshotMetrics>count(
                  "TotalBytesScanned",
                  "their size as DynamoDB measures it, in bytes, approximately",
                  s -> s.bytesScanned.get())
              .alsoInConnect(),
          Metric.<SnapshotMetrics>decimal(
                  "ConsumedRcu", "RCU that DynamoDB has charged", s -> s.unitsConsumed.sum())
              .alsoInConnect(),
          Metric.<SnapshotMetrics>count(
                  "ThrottledScans",
                  "calls that DynamoDB refused because of the rate",
                  s -> s.throttledScans.get())
              .alsoInConnect(),
          Metric.count("SegmentsTotal", "segments of the table", s -> s.segmentsTotal),
          Metric.count("SegmentsAssigned", "those that this task reads", s -> s.segmentsOwn),
          Metric.count(
              "SegmentsDone", "of its own, those read to the end", s -> s.segmentsDone.get()),
          Metric.<SnapshotMetrics>decimal(
                  "PercentDone",
                  "estimate from 0 to 100, -1 if not known",
                  s -> s.estimate.get().percentDone())
              .alsoInConnect(),
          Metric.<SnapshotMetrics>count(
                  "EtaSeconds",
                  "estimate of the time until it is complete, -1 if not known",
                  s -> s.estimate.get().etaSeconds())
              .alsoInConnect(),
          Metric.<SnapshotMetrics>decimal(
                  "ScanLatencyMs",
                  "how long DynamoDB takes for a page lately, -1 if none was read",
                  s -> s.estimate.get().scanLatencyMs())
              .alsoInConnect(),
          Metric.decimal(
              "RateLimitRcuPerSecond",
              "RCU a second that this task may use now, -1 if unlimited",
              s -> s.estimate.get().unitsPerSecond()),
          Metric.count(
              "SecondsSinceLastAnswer",
              "since DynamoDB's last page while it is running, -1 otherwise",
              SnapshotMetrics::secondsSinceAnswer),
          Metric.words("StallCause", "why nothing is read, or empty", s -> s.stallCause().text()));

  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final Clock clock;
  private final TaskTurns turns;
  private final AtomicLong itemsScanned = new AtomicLong();
  private final AtomicLong bytesScanned = new AtomicLong();
  private final DoubleAdder unitsConsumed = new DoubleAdder();
  private final AtomicLong throttledScans = new AtomicLong();
  private final AtomicLong segmentsDone = new AtomicLong();
  private volatile long segmentsTotal;
  private volatile long segmentsOwn;
  private volatile long epochMicros;
  private volatile SnapshotState state = SnapshotState.NOT_BEGUN;
  private volatile StallCause stall = StallCause.NONE;
  private volatile StallCause trouble = StallCause.NONE;
  private volatile Supplier<SnapshotEstimate> estimate = () -> SnapshotEstimate.UNKNOWN;
  private volatile Instant begunAt;
  private volatile Instant endedAt;
  private volatile Instant answeredAt;

  SnapshotMetrics(Clock clock, TaskTurns turns) {
    this.clock = clock;
    this.turns = turns;
  }

  /**
   * This task begins its segments, or goes on with them.
   *
   * @param epochMicros write timestamp of the rows
   * @param total segments of the table
   * @param own those of this task
   * @param done of its own, those that an earlier run has read
   */
  public void begun(long epochMicros, int total, int own, int done) {
    this.epochMicros = epochMicros;
    segmentsTotal = total;
    segmentsOwn = own;
    segmentsDone.set(done);
    begunAt = clock.instant();
    answeredAt = begunAt;
    endedAt = null;
    state = SnapshotState.RUNNING;
  }

  /** Where the estimates come from; asked from any thread. */
  public void estimate(Supplier<SnapshotEstimate> supplier) {
    estimate = supplier;
  }

  /** A page was read. */
  public void scanned(long items, long bytes) {
    itemsScanned.addAndGet(items);
    bytesScanned.addAndGet(bytes);
    answeredAt = clock.instant();
    trouble = StallCause.NONE;
  }

  public void consumed(double units) {
    unitsConsumed.add(units);
  }

  public void throttled() {
    throttledScans.incrementAndGet();
    trouble = StallCause.THROTTLED;
  }

  /** A call failed transiently and is repeated. */
  public void repeated(Throwable failure) {
    trouble = StallCause.of(failure);
  }

  public void segmentDone() {
    segmentsDone.incrementAndGet();
  }

  public void paused() {
    state = SnapshotState.PAUSED;
  }

  public void resumed() {
    answeredAt = clock.instant();
    state = SnapshotState.RUNNING;
  }

  public void completed() {
    end(SnapshotState.COMPLETED);
  }

  public void aborted() {
    end(SnapshotState.ABORTED);
  }

  /** Nothing is read for a known reason, until {@link StallCause#NONE} is reported. */
  public void stall(StallCause cause) {
    stall = cause;
  }

  private void end(SnapshotState last) {
    endedAt = clock.instant();
    state = last;
  }

  StallCause stallCause() {
    if (state == SnapshotState.PAUSED) {
      return StallCause.PAUSED;
    }
    if (state != SnapshotState.RUNNING) {
      return StallCause.NONE;
    }
    if (!stall.isNone()) {
      return stall;
    }
    if (turns.areMissing()) {
      return StallCause.NOT_ASKED;
    }
    boolean silent = secondsSinceAnswer() >= SILENCE.toSeconds();
    return silent && trouble.isNone() ? StallCause.NO_ANSWER : trouble;
  }

  private long secondsSinceAnswer() {
    Instant last = answeredAt;
    return state == SnapshotState.RUNNING && last != null
        ? Ages.seconds(last, clock.instant())
        : -1;
  }

  private long durationSeconds() {
    Instant from = begunAt;
    Instant to = endedAt;
    return from == null ? 0 : Ages.seconds(from, to == null ? clock.instant() : to);
  }

  /**
   * How far the snapshot of a table is estimated to have come, as the metrics tell it.
   *
   * @param percentDone 0 to 100, or -1 if not known
   * @param etaSeconds until it is done, or -1 if not known
   * @param unitsPerSecond request units that this task may use in a second now, or -1 if unlimited
   * @param scanLatencyMs how long a page takes lately, or -1 if none was read
   */
  public record SnapshotEstimate(
      double percentDone, long etaSeconds, double unitsPerSecond, double scanLatencyMs) {

    public static final SnapshotEstimate UNKNOWN = new SnapshotEstimate(-1, -1, -1, -1);
  }

  /** What becomes of the snapshot of a table. */
  public enum SnapshotState {
    NOT_BEGUN,
    RUNNING,
    PAUSED,
    COMPLETED,
    /** Ended before it was complete: by a signal, a newer epoch or a failure. */
    ABORTED
  }
}
