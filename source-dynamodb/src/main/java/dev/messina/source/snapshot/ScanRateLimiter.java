package dev.messina.source.snapshot;

import dev.messina.source.aws.TableApi.ScanPage;
import dev.messina.source.snapshot.SnapshotMeter.RateMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Says when a task may read the next page of a table's scan, and how large. Three things hold it
 * back: the budget of RCU, throttling, and the table's own response time. All times are nanoseconds
 * on a steady clock, given by the caller. Not safe for use by several threads.
 */
final class ScanRateLimiter {

  private static final Duration RATE_WINDOW = Duration.ofSeconds(10);

  /** A full page of 1 MB, read eventually consistent. */
  private static final double FULL_PAGE_UNITS = 128;

  private static final double SMOOTHING = 0.2;

  private final ConcurrencyLimiter latency;
  private final RcuTokenBucket budget;
  private final ThrottleBackoff brake = new ThrottleBackoff();
  private final RateMeter rate;
  private final int pageLimit;
  private final double fullPageUnits;
  private double allowed = Double.POSITIVE_INFINITY;
  private double itemUnits;
  private int underWay;
  private long restsUntil = Long.MIN_VALUE;

  /**
   * @param widest how many pages can be under way at most
   * @param pageLimit at most so many items in a page
   * @param consistent whether pages are read strongly consistent, at twice the price
   * @param latencyMax the longest good response time of a page; zero if any is good
   */
  ScanRateLimiter(
      int widest, int pageLimit, boolean consistent, Duration latencyMax, long nowNanos) {
    this.latency = new ConcurrencyLimiter(widest, latencyMax);
    this.budget = new RcuTokenBucket(nowNanos);
    this.rate = new RateMeter(RATE_WINDOW, nowNanos);
    this.pageLimit = pageLimit;
    this.fullPageUnits = consistent ? 2 * FULL_PAGE_UNITS : FULL_PAGE_UNITS;
  }

  /**
   * A page that may be read now. Its end is reported by exactly one of {@code answered}, {@code
   * throttled} and {@code failed}.
   *
   * @param expectedUnits what was taken out of the budget for it
   * @param limit at most so many items
   * @param full whether no further page may be under way beside it
   */
  record Permit(long begunNanos, double expectedUnits, int limit, boolean full) {}

  /**
   * Sets the budget from now on.
   *
   * @param unitsPerSecond above zero; empty for no limit
   */
  void allow(OptionalDouble unitsPerSecond, long nowNanos) {
    allowed = unitsPerSecond.orElse(Double.POSITIVE_INFINITY);
    budget.rate(ceiling(nowNanos), nowNanos);
  }

  /** The next page, if one may be read now. */
  Optional<Permit> next(long nowNanos) {
    budget.rate(ceiling(nowNanos), nowNanos);
    if (underWay >= latency.pages() || nowNanos < restsUntil || !budget.isOpen(nowNanos)) {
      return Optional.empty();
    }
    underWay++;
    int limit = limit();
    double expected = itemUnits > 0 ? Math.min(fullPageUnits, itemUnits * limit) : fullPageUnits;
    budget.take(expected);
    return Optional.of(new Permit(nowNanos, expected, limit, underWay >= latency.pages()));
  }

  /**
   * The page has come.
   *
   * @param units what it cost, see {@link PageCost}
   */
  void answered(Permit permit, ScanPage page, double units, long nowNanos) {
    end(permit, units);
    rate.add(units, nowNanos);
    if (!page.items().isEmpty()) {
      double perItem = units / page.items().size();
      itemUnits = itemUnits == 0 ? perItem : itemUnits + SMOOTHING * (perItem - itemUnits);
    }
    latency.answered(permit.begunNanos(), page.elapsed(), permit.full(), nowNanos);
    restsUntil = nowNanos + latency.restNanos(page.elapsed());
  }

  /** The call was refused because DynamoDB takes no more for now. */
  void throttled(Permit permit, long nowNanos) {
    end(permit, 0);
    double measured = rate.perSecond(nowNanos);
    brake.throttled(measured > 0 ? measured : fullPageUnits, nowNanos);
  }

  /** The call failed for another reason. */
  void failed(Permit permit) {
    end(permit, 0);
  }

  /** Read units per second, over the last ten seconds. */
  double unitsPerSecond(long nowNanos) {
    return rate.perSecond(nowNanos);
  }

  /** What holds the scan back most, in words for the log; empty if nothing does. */
  Optional<String> slowedBy(long nowNanos) {
    if (latency.isSlow()) {
      return Optional.of(
          "response times of %d ms, where %d ms are normal"
              .formatted(latency.smoothed().toMillis(), latency.normal().toMillis()));
    }
    if (brake.rate(nowNanos) < allowed && brake.rate(nowNanos) < 2 * unitsPerSecond(nowNanos)) {
      return Optional.of("throttling by DynamoDB");
    }
    return budget.isOpen(nowNanos) ? Optional.empty() : Optional.of("the budget of RCU");
  }

  private void end(Permit permit, double units) {
    underWay--;
    budget.take(units - permit.expectedUnits());
  }

  private double ceiling(long nowNanos) {
    return Math.min(allowed, brake.rate(nowNanos));
  }

  /** So many items that a page costs no more than a second brings in. */
  private int limit() {
    if (itemUnits == 0 || Double.isInfinite(budget.rate())) {
      return pageLimit;
    }
    return (int) Math.max(1, Math.min(pageLimit, budget.rate() / itemUnits));
  }

  /** How long a page takes lately, in milliseconds; -1 before the first. */
  double latencyMillis() {
    Duration smoothed = latency.smoothed();
    return smoothed.isZero() ? -1 : smoothed.toNanos() / 1e6;
  }

  /**
   * A limit that throttling puts on the rate: half of what was read when it happened, doubling with
   * time until it no longer counts.
   */
  static final class ThrottleBackoff {

    /** Several calls that are throttled at once are one event. */
    private static final long ONE_EVENT_NANOS = Duration.ofSeconds(1).toNanos();

    private static final double DOUBLES_IN_NANOS = Duration.ofSeconds(30).toNanos();
    private static final double DECREASE = 0.5;
    private static final double SLOWEST = 1;
    private static final double DOUBLINGS_UNTIL_OVER = 20;

    private double limit = Double.POSITIVE_INFINITY;
    private long since;

    /**
     * A call was throttled.
     *
     * @param unitsPerSecond what was read when it happened
     */
    void throttled(double unitsPerSecond, long nowNanos) {
      if (!Double.isInfinite(limit) && nowNanos - since < ONE_EVENT_NANOS) {
        return;
      }
      limit = Math.max(SLOWEST, DECREASE * Math.min(unitsPerSecond, rate(nowNanos)));
      since = nowNanos;
    }

    /** Units per second; infinite where nothing was throttled for long. */
    double rate(long nowNanos) {
      double doublings = (nowNanos - since) / DOUBLES_IN_NANOS;
      return doublings > DOUBLINGS_UNTIL_OVER
          ? Double.POSITIVE_INFINITY
          : limit * Math.pow(2, doublings);
    }
  }

  /**
   * Read units that come in at a steady rate. What a page costs is known only after it, so a page
   * may begin whenever anything is left, takes what it is expected to cost, and settles the
   * difference later. What is owed is waited for and never forgiven; what is saved up is at most
   * one second's worth. Not safe for use by several threads.
   */
  static final class RcuTokenBucket {

    private static final double NANOS = 1e9;
    private static final double BURST_SECONDS = 1;

    private double rate = Double.POSITIVE_INFINITY;
    private double balance;
    private long at;

    RcuTokenBucket(long nowNanos) {
      this.at = nowNanos;
    }

    /**
     * Changes the rate from now on.
     *
     * @param unitsPerSecond above zero, or infinite
     */
    void rate(double unitsPerSecond, long nowNanos) {
      boolean first = Double.isInfinite(rate);
      advance(nowNanos);
      rate = unitsPerSecond;
      if (first && !Double.isInfinite(rate)) {
        balance += burst();
      }
      balance = Math.min(balance, burst());
    }

    double rate() {
      return rate;
    }

    /** Whether anything is left. */
    boolean isOpen(long nowNanos) {
      advance(nowNanos);
      return Double.isInfinite(rate) || balance > 0;
    }

    /** Takes units out; with a negative number, puts them back. */
    void take(double units) {
      if (!Double.isInfinite(rate)) {
        balance = Math.min(burst(), balance - units);
      }
    }

    private void advance(long nowNanos) {
      long elapsed = Math.max(0, nowNanos - at);
      at = Math.max(at, nowNanos);
      if (Double.isInfinite(rate)) {
        // Nothing is owed to an unlimited budget.
        balance = 0;
      } else {
        balance = Math.min(burst(), balance + rate * elapsed / NANOS);
      }
    }

    private double burst() {
      return rate * BURST_SECONDS;
    }
  }
}
