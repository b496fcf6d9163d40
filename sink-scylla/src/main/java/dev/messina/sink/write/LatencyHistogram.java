package dev.messina.sink.write;

import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/**
 * How long requests took lately: in the minute that runs and in the one before. Safe for several
 * threads; asking changes nothing, so that several may ask.
 */
final class LatencyHistogram {

  private static final long PERIOD_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final double NANOS_IN_MS = 1_000_000;

  /** In microseconds; what took longer counts as this long. */
  private static final long MAX = TimeUnit.HOURS.toMicros(1);

  /** Relative precision of one in a hundred. */
  private static final int DIGITS = 2;

  private Histogram before = new Histogram(MAX, DIGITS);
  private Histogram running = new Histogram(MAX, DIGITS);
  private long runningSince;

  LatencyHistogram(long now) {
    this.runningSince = now;
  }

  /** Notes a request, of times by {@link System#nanoTime}. */
  synchronized void add(long tookNanos, long now) {
    turn(now);
    running.recordValue(Math.min(MAX, TimeUnit.NANOSECONDS.toMicros(Math.max(0, tookNanos))));
  }

  /** In milliseconds; -1 if there was no request. */
  double percentile(double percentile, long now) {
    return value(now, all -> all.getValueAtPercentile(percentile));
  }

  /** In milliseconds; -1 if there was no request. */
  double max(long now) {
    return value(now, Histogram::getMaxValue);
  }

  private synchronized double value(long now, ToLongFunction<Histogram> question) {
    turn(now);
    Histogram all = before.copy();
    all.add(running);
    return all.getTotalCount() == 0
        ? -1
        : TimeUnit.MICROSECONDS.toNanos(question.applyAsLong(all)) / NANOS_IN_MS;
  }

  private void turn(long now) {
    long age = now - runningSince;
    if (age < PERIOD_NANOS) {
      return;
    }
    Histogram oldest = before;
    oldest.reset();
    before = running;
    running = oldest;
    if (age >= 2 * PERIOD_NANOS) {
      before.reset();
    }
    runningSince = now;
  }
}
