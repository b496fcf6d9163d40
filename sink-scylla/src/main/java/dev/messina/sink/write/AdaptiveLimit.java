package dev.messina.sink.write;

/**
 * How many requests may be in flight: the configured number, less while the cluster shows that it
 * is too much. Its owner guards it.
 *
 * <p>It falls to a few when a request has no answer at all, since the driver keeps what it has sent
 * until there is one, and every repeat would add to that. It shrinks by half when the cluster fails
 * a request for now (overload, timeout of a replica, node down), and by a fifth when answers take
 * more than twice as long as usual and 50 ms. Each happens at most once in the time of a request,
 * since all that were sent before a change tell the same.
 *
 * <p>It grows by one with each acknowledgement up to half of where it fell from, and from there by
 * one for as many acknowledgements as it is large. Latency alone never takes it below a quarter.
 *
 * <p>What is usual follows the moment's average, down within some hundred answers and up over some
 * thousand. Down, because a cluster that once was quick can be so again, while the slow answers of
 * a cold start would hide a later slowness; up, so that larger rows, or a cluster that stays
 * slower, don't hold the limit down for good. It follows the average and not single answers, of
 * which it would keep the quickest, so that common scatter would pass for slowness.
 *
 * <p>This is how TCP does it. The limits by gradient of Netflix's concurrency-limits were the
 * alternative; they pay no attention to dropped requests, and its limit that does pays none to
 * latency. Together they are this page.
 */
final class AdaptiveLimit {

  static final int MIN = 4;

  private static final double SLOWER = 0.8;
  private static final double OVERLOADED = 0.5;

  /** Answers over which latency is averaged. */
  private static final int RECENT = 64;

  /** Answers in which what is usual comes near what is recent, where that is less or more. */
  private static final int USUAL_DOWN = 256;

  private static final int USUAL_UP = 4_096;

  private static final double TIMES_USUAL = 2;

  /**
   * So much later is no slowness: pauses of either side's garbage collection take as long, and a
   * larger limit by itself makes answers later (with 256 in flight at 20,000 rows a second each
   * takes 13 ms). With five the limit stood at a quarter beside a busy server, at four fifths of
   * the rate.
   */
  private static final double TOLERATED_NANOS = 50_000_000;

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
    learn(now - sentAt);
    int least = Math.max(MIN, max / 4);
    if (recentNanos > TIMES_USUAL * usualNanos + TOLERATED_NANOS) {
      // Where it is as small as latency makes it, a request of before may still have had no answer.
      if (limit > least) {
        shrink(SLOWER, least, sentAt, now);
      }
    } else if (inUse) {
      limit = Math.min(max, limit + (limit < knownToWork ? 1 : 1 / limit));
    }
  }

  private void learn(double tookNanos) {
    answers++;
    recentNanos += (tookNanos - recentNanos) / Math.min(RECENT, answers);
    double difference = recentNanos - usualNanos;
    usualNanos +=
        answers <= RECENT
            ? difference
            : difference / Math.min(difference < 0 ? USUAL_DOWN : USUAL_UP, answers);
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
