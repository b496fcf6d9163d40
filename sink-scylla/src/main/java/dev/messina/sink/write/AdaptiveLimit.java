package dev.messina.sink.write;

/**
 * How many requests may be in flight: the configured number, less while the cluster shows that it
 * is too much. Its owner guards it.
 *
 * <p>It falls to a few when a request has no answer at all, since the driver keeps what it has sent
 * until there is one, and every repeat would add to that. It shrinks by half when the cluster fails
 * a request for now (overload, timeout of a replica, node down), and by a fifth when answers take
 * more than twice as long as usual. Each happens at most once in the time of a request, since all
 * that were sent before a change tell the same.
 *
 * <p>It grows by one with each acknowledgement up to half of where it fell from, and from there by
 * one for as many acknowledgements as it is large. What is usual follows the answers slowly, so
 * that larger rows, or a cluster that stays slower, don't hold it down for good; latency alone
 * never takes it below a quarter.
 *
 * <p>This is how TCP does it. The limits by gradient of Netflix's concurrency-limits were the
 * alternative; they pay no attention to dropped requests, and its limit that does pays none to
 * latency. Together they are this page.
 */
final class AdaptiveLimit {

  static final int MIN = 4;

  private static final double SLOWER = 0.8;
  private static final double OVERLOADED = 0.5;

  /** Answers over which latency is averaged: a moment, and a while. */
  private static final double RECENT = 64;

  private static final double USUAL = 4_096;

  private static final double TIMES_USUAL = 2;

  /** Pauses of either side's garbage collection are no slowness. */
  private static final double PAUSE_NANOS = 5_000_000;

  private final int max;
  private double limit;

  /** Up to here it grows quickly. */
  private double knownToWork;

  private double recentNanos;
  private double usualNanos;
  private long answers;
  private boolean hasShrunk;
  private long shrunkAt;

  AdaptiveLimit(int max) {
    this.max = max;
    this.limit = max;
  }

  int current() {
    return (int) limit;
  }

  /**
   * A request was acknowledged.
   *
   * @param sentAt by {@link System#nanoTime}, as are all times here
   * @param inUse whether the limit is what holds requests back
   */
  void acknowledged(long sentAt, long now, boolean inUse) {
    double took = now - sentAt;
    answers++;
    recentNanos += (took - recentNanos) / Math.min(RECENT, answers);
    usualNanos += (took - usualNanos) / Math.min(USUAL, answers);
    if (recentNanos > TIMES_USUAL * usualNanos + PAUSE_NANOS) {
      shrink(SLOWER, Math.max(MIN, max / 4), sentAt, now);
    } else if (inUse) {
      limit = Math.min(max, limit + (limit < knownToWork ? 1 : 1 / limit));
    }
  }

  /** A request failed because the cluster could not take it for now. */
  void overloaded(long sentAt, long now) {
    shrink(OVERLOADED, MIN, sentAt, now);
  }

  /** A request has had no answer in its time. */
  void unanswered(long sentAt, long now) {
    double before = limit;
    if (shrink(0, MIN, sentAt, now)) {
      knownToWork = before * OVERLOADED;
    }
  }

  private boolean shrink(double factor, int least, long sentAt, long now) {
    if (hasShrunk && sentAt - shrunkAt < 0) {
      return false;
    }
    limit = Math.min(limit, Math.max(least, limit * factor));
    knownToWork = limit;
    hasShrunk = true;
    shrunkAt = now;
    return true;
  }
}
