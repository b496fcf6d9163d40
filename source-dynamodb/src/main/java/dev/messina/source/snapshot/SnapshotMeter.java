package dev.messina.source.snapshot;

import dev.messina.source.aws.TableDescription.TableSize;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** Counts what one task's share of a snapshot has read. */
final class SnapshotMeter {

  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final double NEARLY_ALL = 99.9;
  private static final double ALL = 100;

  /** So far from the end an estimate says nothing. */
  private static final double REMAINING_SECONDS_MAX = Duration.ofDays(3650).toSeconds();

  private final int own;
  private final int total;
  private final RateMeter itemRate;
  private int done;
  private long items;
  private long bytes;
  private double readUnits;
  private long throttles;

  /**
   * @param own how many segments this task reads
   * @param total how many segments the scan has
   */
  SnapshotMeter(int own, int total, long nowNanos) {
    this.own = own;
    this.total = total;
    this.itemRate = new RateMeter(WINDOW, nowNanos);
  }

  /** Items that an earlier run of the task has read. */
  void restored(long itemsBefore) {
    items += itemsBefore;
  }

  void page(int itemsOfPage, PageCost cost, long nowNanos) {
    items += itemsOfPage;
    bytes += cost.bytes();
    readUnits += cost.units();
    itemRate.add(itemsOfPage, nowNanos);
  }

  void throttled() {
    throttles++;
  }

  void segmentDone() {
    done++;
  }

  boolean isDone() {
    return done == own;
  }

  /** The part of the scan that is this task's, from 0 to 1. */
  double share() {
    return (double) own / total;
  }

  SnapshotProgress progress(
      TableSize table, double unitsPerSecond, Optional<String> heldBy, long nowNanos) {
    double expected = table.items() * share();
    double perSecond = itemRate.perSecond(nowNanos);
    return new SnapshotProgress(
        items,
        bytes,
        readUnits,
        throttles,
        done,
        own,
        perSecond,
        unitsPerSecond,
        percent(expected),
        remaining(expected, perSecond),
        heldBy);
  }

  private OptionalDouble percent(double expected) {
    if (isDone()) {
      return OptionalDouble.of(ALL);
    }
    return expected == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.min(NEARLY_ALL, ALL * items / expected));
  }

  private Optional<Duration> remaining(double expected, double perSecond) {
    if (isDone()) {
      return Optional.of(Duration.ZERO);
    }
    double seconds = (expected - items) / perSecond;
    // More items than DynamoDB counted, or none in the last minute: nothing can be said.
    return seconds > 0 && seconds < REMAINING_SECONDS_MAX
        ? Optional.of(Duration.ofSeconds((long) Math.ceil(seconds)))
        : Optional.empty();
  }

  /** How much there is of something in a second, averaged over the last while. */
  static final class RateMeter {

    private static final double NANOS = 1e9;

    /** A rate of less than this long is guesswork. */
    private static final double AGE_MIN_SECONDS = 1;

    private final double windowSeconds;
    private final long begun;
    private double decayed;
    private long at;

    RateMeter(Duration window, long nowNanos) {
      this.windowSeconds = window.toNanos() / NANOS;
      this.begun = nowNanos;
      this.at = nowNanos;
    }

    void add(double amount, long nowNanos) {
      decay(nowNanos);
      decayed += amount;
    }

    double perSecond(long nowNanos) {
      decay(nowNanos);
      double age = Math.max(AGE_MIN_SECONDS, (at - begun) / NANOS);
      return decayed / (windowSeconds * -Math.expm1(-age / windowSeconds));
    }

    private void decay(long nowNanos) {
      if (nowNanos > at) {
        decayed *= Math.exp(-(nowNanos - at) / NANOS / windowSeconds);
        at = nowNanos;
      }
    }
  }
}
