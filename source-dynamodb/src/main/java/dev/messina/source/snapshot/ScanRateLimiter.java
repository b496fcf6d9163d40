package dev.messina.source.snapshot;

import dev.messina.source.aws.ScanPage;
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
}
