package dev.messina.source.metrics;

import dev.messina.source.metrics.MetricAttributes.Ages;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** One shard that is read or waits. Told from the task's own thread, asked from any. */
final class ShardMetrics {

  static final long RETENTION_SECONDS = TimeUnit.HOURS.toSeconds(24);

  private static final long SILENCE_SECONDS = 60;

  private final Clock clock;
  private final Instant knownSince;
  private final AtomicLong records = new AtomicLong();
  private volatile String parent;
  private volatile boolean reading;
  private volatile boolean answered;
  private volatile Instant answeredAt;
  private volatile Instant readUntil;
  private volatile long writeMicros;
  private volatile StallCause trouble = StallCause.NONE;

  ShardMetrics(Clock clock, Instant knownSince) {
    this.clock = clock;
    this.knownSince = knownSince;
    this.answeredAt = knownSince;
    this.readUntil = knownSince;
  }

  void waits(String forParent) {
    parent = forParent;
  }

  void begun(long readUntilMicros) {
    answeredAt = clock.instant();
    if (readUntilMicros > 0) {
      readUntil = instant(readUntilMicros);
    }
    reading = true;
  }

  void answered() {
    answeredAt = clock.instant();
    answered = true;
    trouble = StallCause.NONE;
  }

  void read(long howMany, long changeMicros, long lastWriteMicros) {
    records.addAndGet(howMany);
    readUntil = instant(changeMicros);
    writeMicros = lastWriteMicros;
  }

  void drained() {
    readUntil = clock.instant();
  }

  void failed(Throwable failure) {
    trouble = StallCause.of(failure);
  }

  boolean isReading() {
    return reading;
  }

  boolean isUnread() {
    return !answered;
  }

  long records() {
    return records.get();
  }

  long unreadSeconds() {
    return Ages.seconds(knownSince, clock.instant());
  }

  long waitingSeconds() {
    return reading ? 0 : unreadSeconds();
  }

  /** All changes that are older than this have been read. */
  long lagMillis() {
    return Ages.millis(readUntil, clock.instant());
  }

  long secondsToTrim() {
    return RETENTION_SECONDS - lagMillis() / 1_000;
  }

  long writeTimestampAheadMillis() {
    return writeMicros == 0 ? 0 : Ages.millis(clock.instant(), instant(writeMicros));
  }

  long secondsSinceAnswer() {
    return reading ? Ages.seconds(answeredAt, clock.instant()) : -1;
  }

  StallCause stallCause() {
    if (!reading) {
      return parent == null ? StallCause.NONE : StallCause.waitingForParent(parent);
    }
    boolean silent = secondsSinceAnswer() >= SILENCE_SECONDS;
    return silent && trouble.isNone() ? StallCause.NO_ANSWER : trouble;
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochMilli(TimeUnit.MICROSECONDS.toMillis(micros));
  }
}
