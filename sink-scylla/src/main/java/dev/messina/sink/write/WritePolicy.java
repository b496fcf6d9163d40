package dev.messina.sink.write;

import dev.messina.plugin.Backoff;
import dev.messina.sink.write.TableAnswers.Doubt;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/**
 * How much is written at a time, and for how long.
 *
 * @param inFlightMax requests that may be unacknowledged
 * @param inFlightBytesMax bytes of values that may be unacknowledged
 * @param batchRowsMax rows of one partition in a request
 * @param batchBytesMax bytes of values in a request of several rows
 */
record WritePolicy(
    int inFlightMax,
    long inFlightBytesMax,
    int batchRowsMax,
    int batchBytesMax,
    RetryLimits retries,
    WriteLimits limits) {

  private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
  private static final Duration BACKOFF_MAX = Duration.ofSeconds(10);

  /**
   * @param options of the connector as it was configured
   */
  static WritePolicy of(WriteSettings settings, Map<String, String> options) {
    return new WritePolicy(
        settings.inFlightMax(),
        settings.inFlightBytesMax(),
        settings.batchRowsMax(),
        settings.batchBytesMax(),
        new RetryLimits(
            settings.retryTimeout(), new Backoff(FIRST_BACKOFF, BACKOFF_MAX, new Random())),
        WriteLimits.of(options));
  }

  /**
   * How often and how long rows are tried again.
   *
   * @param timeout for what passes; then the task stops
   * @param doubtAttemptsMin attempts before a failure that may be the row's own counts as such
   * @param doubtMin how long the row must have kept failing while its table took others
   */
  record RetryLimits(Duration timeout, int doubtAttemptsMin, Duration doubtMin, Backoff backoff) {

    private static final int DOUBT_ATTEMPTS_MIN = 10;

    /** ScyllaDB's failure detector takes up to 20 s to call a replica down, a restart some more. */
    private static final Duration DOUBT_MIN = Duration.ofMinutes(1);

    RetryLimits(Duration timeout, Backoff backoff) {
      this(timeout, DOUBT_ATTEMPTS_MIN, DOUBT_MIN, backoff);
    }

    /** Whether the row itself is what its table does not take. */
    boolean isOwnFault(Doubt doubt) {
      return doubt.attempts() >= doubtAttemptsMin
          && doubt.whileOthersWereTaken().compareTo(doubtMin) >= 0;
    }
  }

  /**
   * The limits that are not options.
   *
   * @param putWait how long one {@code put} waits for room before it hands the records back to the
   *     framework, which then keeps polling, so that an outage is no reason to lose partitions
   * @param commitWait how long a commit waits for writes on their way, most of which end within it
   * @param heldMax records that may be done while one before them is not; bounds the tracker's
   *     memory
   */
  record WriteLimits(Duration putWait, Duration commitWait, int heldMax) {

    /** Far below Kafka's usual five minutes between polls. */
    private static final Duration PUT_WAIT = Duration.ofSeconds(20);

    private static final String POLL_INTERVAL = "consumer.override.max.poll.interval.ms";
    private static final int WAITS_IN_POLL_INTERVAL = 4;

    /**
     * The usual limits, within the time that the connector's own consumer has between polls.
     *
     * @param options of the connector; what the worker says of all consumers isn't seen here
     */
    static WriteLimits of(Map<String, String> options) {
      String interval = options.get(POLL_INTERVAL);
      Duration putWait =
          interval == null
              ? PUT_WAIT
              : shorter(
                  PUT_WAIT,
                  Duration.ofMillis(Long.parseLong(interval.trim()) / WAITS_IN_POLL_INTERVAL));
      return new WriteLimits(putWait, Duration.ofSeconds(1), 100_000);
    }

    private static Duration shorter(Duration one, Duration other) {
      return one.compareTo(other) < 0 ? one : other;
    }
  }

  /** A moment by which something must be over, whatever is done to the clock on the wall. */
  record Deadline(long nanos) {

    static Deadline in(Duration time) {
      return new Deadline(System.nanoTime() + time.toNanos());
    }

    boolean isPast() {
      return System.nanoTime() - nanos >= 0;
    }
  }
}
