package dev.messina.source.aws;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.utils.DateUtils;

/**
 * DynamoDB's clock, learnt from the Date header of its answers; until the first one, the worker's.
 *
 * <p>Between answers it runs with the machine's monotonic clock, so that a worker clock that is
 * wrong or is set while the source runs changes nothing. A Date has a grain of one second and was
 * written at some time between the request and its answer. The clock is therefore moved only when
 * it is more than {@link #TOLERANCE} outside of what an answer allows, into the middle of that; a
 * slow answer allows much and proves little. So it stays within about 2.5 s and half the time of a
 * fast answer of DynamoDB's, and may be set back by a correction. Safe for use by several threads.
 */
public final class ServerClock extends Clock {

  /** Within this the clock is left as it is. */
  static final Duration TOLERANCE = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(ServerClock.class);
  private static final Duration GRAIN = Duration.ofSeconds(1);
  private static final Duration WORTH_A_WARNING = Duration.ofMinutes(1);

  /** A worker's clock that is further behind is taken for wrong. */
  private static final Duration IN_DOUBT = Duration.ofHours(6);

  private final Clock worker;
  private final LongSupplier nanos;
  private Instant anchor;
  private long anchorNanos;
  private boolean warned;

  /** Starts with the worker's clock. */
  public ServerClock(Clock worker) {
    this(worker, System::nanoTime);
  }

  /**
   * @param nanos a monotonic count of nanoseconds
   */
  ServerClock(Clock worker, LongSupplier nanos) {
    this.worker = worker;
    this.nanos = nanos;
  }

  /** The monotonic count to hand to {@link #observe} with an answer, taken at its request. */
  long ticks() {
    return nanos.getAsLong();
  }

  /**
   * Takes in the Date of an answer that has just arrived.
   *
   * @param sentTicks when the request was sent, see {@link #ticks()}
   */
  synchronized void observe(Instant date, long sentTicks) {
    long received = nanos.getAsLong();
    Duration trip = Duration.ofNanos(Math.max(0, received - sentTicks));
    Instant earliest = date;
    Instant latest = date.plus(GRAIN).plus(trip);
    Instant known = anchor == null ? worker.instant() : runOn(received);
    boolean allowed =
        !known.isBefore(earliest.minus(TOLERANCE)) && !known.isAfter(latest.plus(TOLERANCE));
    anchor = allowed ? known : earliest.plus(Duration.between(earliest, latest).dividedBy(2));
    anchorNanos = received;
    if (!warned && !allowed) {
      warnOfWorker();
    }
  }

  @Override
  public synchronized Instant instant() {
    return anchor == null ? worker.instant() : runOn(nanos.getAsLong());
  }

  @Override
  public ZoneId getZone() {
    return worker.getZone();
  }

  /** A view in another zone; it goes on learning with this one. */
  @Override
  public Clock withZone(ZoneId zone) {
    Clock here = this;
    return new Clock() {
      @Override
      public Instant instant() {
        return here.instant();
      }

      @Override
      public ZoneId getZone() {
        return zone;
      }

      @Override
      public Clock withZone(ZoneId other) {
        return here.withZone(other);
      }
    };
  }

  /**
   * The worker's time where that is before a Date of DynamoDB, by less than six hours, else the
   * Date. Of the two, one may be wrong, and whoever must not be ahead of DynamoDB goes by both.
   */
  Instant earliest(Instant date) {
    Instant here = worker.instant();
    return here.isBefore(date) && here.isAfter(date.minus(IN_DOUBT)) ? here : date;
  }

  private Instant runOn(long now) {
    return anchor.plusNanos(now - anchorNanos);
  }

  private void warnOfWorker() {
    Duration off = Duration.between(anchor, worker.instant());
    if (off.abs().compareTo(WORTH_A_WARNING) > 0) {
      warned = true;
      LOG.warn(
          "The worker's clock is {} s {} DynamoDB's. The source goes by DynamoDB's; correct the"
              + " worker's all the same, since Connect, Kafka and logs go by it.",
          off.abs().toSeconds(),
          off.isNegative() ? "behind" : "ahead of");
    }
  }

  /** Hands the Date of every answer, refusals included, to the clock. */
  record ServerDates(ServerClock clock) implements ExecutionInterceptor {

    private static final ExecutionAttribute<Long> SENT = new ExecutionAttribute<>("MessinaSent");

    @Override
    public void beforeTransmission(
        Context.BeforeTransmission call, ExecutionAttributes attributes) {
      attributes.putAttribute(SENT, clock.ticks());
    }

    @Override
    public void afterTransmission(Context.AfterTransmission call, ExecutionAttributes attributes) {
      Optional<String> date = call.httpResponse().firstMatchingHeader("Date");
      Long sent = attributes.getAttribute(SENT);
      if (date.isEmpty() || sent == null) {
        return;
      }
      try {
        clock.observe(DateUtils.parseRfc822Date(date.get()), sent);
      } catch (DateTimeException e) {
        // A date that cannot be read is as good as none: the clock goes on as it was.
        return;
      }
    }
  }
}
