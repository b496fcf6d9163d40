package dev.messina.source.fetch;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How often shards may be listed. DynamoDB allows an account ten such calls a second in a region,
 * for all that it runs; all tasks of a worker together make five, and fewer while DynamoDB refuses
 * them.
 *
 * <p>Who wants to make a call reserves a time for it and is not held up. Listings of all shards and
 * of the children of one have a share each, so that neither waits for the other. Whoever reserves
 * one call at a time gets a fair part. Safe for use by several threads.
 */
public final class DescribeStreamRateLimiter {

  /** What a call is for. */
  public enum Share {
    ALL_SHARDS,
    CHILDREN
  }

  /** Of the ten calls a second that an account has. */
  public static final int CALLS_PER_SECOND = 5;

  private static final double CHILDREN_SHARE = 0.2;

  /** So many calls on all shards may be made at once after a rest. */
  private static final int BURST = 3;

  private static final double SLOWEST = 1.0 / 16;
  private static final double RECOVERY = 0.02;

  private static final DescribeStreamRateLimiter WORKER =
      new DescribeStreamRateLimiter(CALLS_PER_SECOND, System::nanoTime);

  private final LongSupplier nanoTime;
  private final Lane all;
  private final Lane children;
  private double pace = 1;

  /**
   * @param callsPerSecond of both shares together
   * @param nanoTime a clock that never steps
   */
  public DescribeStreamRateLimiter(double callsPerSecond, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    long now = nanoTime.getAsLong();
    this.all = new Lane(callsPerSecond * (1 - CHILDREN_SHARE), BURST, now);
    this.children = new Lane(callsPerSecond * CHILDREN_SHARE, 1, now);
  }

  /** The one that all tasks in this worker share. */
  public static DescribeStreamRateLimiter ofWorker() {
    return WORKER;
  }

  /**
   * Reserves one call.
   *
   * @return how long to wait before it is made
   */
  public synchronized Duration reserve(Share share) {
    Lane lane = share == Share.CHILDREN ? children : all;
    return Duration.ofNanos(lane.reserve(nanoTime.getAsLong(), pace));
  }

  /** A call was refused or not answered: from now on half as many. */
  public synchronized void failed() {
    pace = Math.max(SLOWEST, pace / 2);
  }

  /** A call was answered: slowly back to the full rate. */
  public synchronized void answered() {
    pace = Math.min(1, pace + RECOVERY);
  }

  private static final class Lane {

    private final double spacing;
    private final int burst;
    private long next;

    private Lane(double callsPerSecond, int burst, long now) {
      this.spacing = TimeUnit.SECONDS.toNanos(1) / callsPerSecond;
      this.burst = burst;
      this.next = now;
    }

    private long reserve(long now, double pace) {
      long step = (long) (spacing / pace);
      // The difference, since this clock may begin anywhere.
      long booked = Math.max(0, next - now);
      next = now + booked + step;
      return Math.max(0, booked - (burst - 1) * step);
    }
  }
}
