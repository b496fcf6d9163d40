package dev.messina.source.metrics;

import dev.messina.source.metrics.MetricAttributes.Ages;
import dev.messina.source.metrics.SourceMetrics.TaskTurns;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import javax.management.openmbean.TabularData;

/**
 * The stream of one table, as far as one task reads it. Counts are those of this task since it
 * started. Told from the task's own thread, asked from any. What is kept grows with the shards that
 * are read or wait, not with those that are finished.
 */
public final class StreamMetrics {

  private final Clock clock;
  private final TaskTurns turns;
  private final Map<String, ShardMetrics> shards = new ConcurrentHashMap<>();
  private final AtomicLongArray counts = new AtomicLongArray(StreamCounter.values().length);
  private volatile long epochMicros;
  private volatile Instant lastEvent;
  private volatile Instant lastListing;
  private volatile StallCause stall = StallCause.NONE;
  private volatile StallCause notRecording = StallCause.NONE;
  private volatile Instant offSince;

  StreamMetrics(Clock clock, TaskTurns turns) {
    this.clock = clock;
    this.turns = turns;
  }

  /** The epoch above which changes are given their write timestamps, in microseconds. */
  public void epoch(long micros) {
    epochMicros = micros;
  }

  public void listed() {
    lastListing = clock.instant();
  }

  /** A shard of this task waits until the end of its parent is committed. May be told again. */
  public void shardWaits(String shard, String parent) {
    shard(shard).waits(parent);
  }

  /**
   * A shard is read from now on.
   *
   * @param readUntilMicros changes up to this time have been read or do not count; 0 if not known
   */
  public void shardBegun(String shard, long readUntilMicros) {
    shard(shard).begun(readUntilMicros);
  }

  /** DynamoDB has given a page of the shard, an empty one perhaps. */
  public void shardAnswered(String shard) {
    shard(shard).answered();
  }

  /**
   * Changes were read.
   *
   * @param changeMicros when the last of them happened
   * @param writeMicros the write timestamp that it was given, 0 if none
   */
  public void shardRead(
      String shard, int creates, int updates, int deletes, long changeMicros, long writeMicros) {
    int records = creates + updates + deletes;
    shard(shard).read(records, changeMicros, writeMicros);
    add(StreamCounter.EVENTS, records);
    add(StreamCounter.CREATES, creates);
    add(StreamCounter.UPDATES, updates);
    add(StreamCounter.DELETES, deletes);
    lastEvent = clock.instant();
  }

  /** So many empty pages came that there is nothing in the shard that has not been read. */
  public void shardDrained(String shard) {
    shard(shard).drained();
  }

  /** A call for a page failed transiently and is repeated. */
  public void shardFailed(String shard, Throwable failure) {
    shard(shard).failed(failure);
  }

  public void shardEnded(String shard) {
    shards.remove(shard);
    add(StreamCounter.FINISHED, 1);
  }

  public void iteratorRefreshed() {
    add(StreamCounter.REFRESHES, 1);
  }

  /** Changes were lost unread. */
  public void loss() {
    add(StreamCounter.DATA_LOSSES, 1);
  }

  /**
   * What did not go the usual way so far.
   *
   * @param oversize changes that were too big
   * @param ttlSkipped deletes of expired items that were skipped
   * @param dropped what was left out by a policy that the user chose, those included
   */
  public void totals(long oversize, long ttlSkipped, long dropped) {
    counts.set(StreamCounter.OVERSIZE.ordinal(), oversize);
    counts.set(StreamCounter.TTL_SKIPPED.ordinal(), ttlSkipped);
    counts.set(StreamCounter.DROPPED.ordinal(), dropped);
  }

  /** Nothing is read for a known reason, until {@link StallCause#NONE} is reported. */
  public void stall(StallCause cause) {
    stall = cause;
  }

  /**
   * The stream does not record the table's changes, until {@link StallCause#NONE} is reported.
   *
   * @param cause whether it was switched off or does not record yet
   */
  public void notRecording(StallCause cause) {
    if (!cause.equals(StallCause.SWITCHED_OFF)) {
      offSince = null;
    } else if (offSince == null) {
      offSince = clock.instant();
    }
    notRecording = cause;
  }

  /** At least one, since zero says that nothing is wrong. */
  long switchedOffSeconds() {
    Instant since = offSince;
    return since == null ? 0 : 1 + Ages.seconds(since, clock.instant());
  }

  long count(StreamCounter counter) {
    return counts.get(counter.ordinal());
  }

  long epochMicros() {
    return epochMicros;
  }

  long lagMillisMax() {
    return max(ShardMetrics::lagMillis, -1);
  }

  long lagMillisMin() {
    return shards.values().stream().mapToLong(ShardMetrics::lagMillis).min().orElse(-1);
  }

  long secondsToTrim() {
    return shards.values().stream()
        .mapToLong(ShardMetrics::secondsToTrim)
        .min()
        .orElse(ShardMetrics.RETENTION_SECONDS);
  }

  long millisSinceEvent() {
    Instant last = lastEvent;
    return last == null ? -1 : Ages.millis(last, clock.instant());
  }

  long secondsSinceListing() {
    Instant last = lastListing;
    return last == null ? -1 : Ages.seconds(last, clock.instant());
  }

  long reading() {
    return readers().count();
  }

  long waiting() {
    return shards.values().stream().filter(shard -> !shard.isReading()).count();
  }

  long waitingSeconds() {
    return max(ShardMetrics::waitingSeconds, 0);
  }

  long unreadSeconds() {
    return shards.values().stream()
        .filter(ShardMetrics::isUnread)
        .mapToLong(ShardMetrics::unreadSeconds)
        .max()
        .orElse(0);
  }

  long writeTimestampAheadMillis() {
    return max(ShardMetrics::writeTimestampAheadMillis, 0);
  }

  long secondsSinceAnswer() {
    return max(ShardMetrics::secondsSinceAnswer, -1);
  }

  TabularData rows() {
    return ShardRows.of(new TreeMap<>(shards));
  }

  /** What was told, or else what can be seen: the shard that has been silent longest knows why. */
  StallCause stallCause() {
    if (!notRecording.isNone()) {
      return notRecording;
    }
    if (!stall.isNone()) {
      return stall;
    }
    if (turns.areMissing()) {
      return StallCause.NOT_ASKED;
    }
    return readers()
        .max(Comparator.comparingLong(ShardMetrics::secondsSinceAnswer))
        .or(
            () ->
                shards.values().stream().max(Comparator.comparingLong(ShardMetrics::unreadSeconds)))
        .map(ShardMetrics::stallCause)
        .orElse(StallCause.NONE);
  }

  private Stream<ShardMetrics> readers() {
    return shards.values().stream().filter(ShardMetrics::isReading);
  }

  private long max(ToLongFunction<ShardMetrics> value, long none) {
    return shards.values().stream().mapToLong(value).max().orElse(none);
  }

  private ShardMetrics shard(String id) {
    ShardMetrics known = shards.get(id);
    if (known != null) {
      return known;
    }
    ShardMetrics fresh = new ShardMetrics(clock, clock.instant());
    shards.put(id, fresh);
    return fresh;
  }

  private void add(StreamCounter counter, int howMany) {
    counts.addAndGet(counter.ordinal(), howMany);
  }

  /** What is counted about the stream of a table, since the task started. */
  enum StreamCounter {
    EVENTS,
    CREATES,
    UPDATES,
    DELETES,
    FINISHED,
    REFRESHES,
    DATA_LOSSES,
    OVERSIZE,
    TTL_SKIPPED,
    DROPPED
  }
}
