package dev.messina.sink.write;

import java.time.Duration;
import java.util.Map;

/**
 * The limits that are not options.
 *
 * @param putWait how long one {@code put} waits for room before it hands the records back to the
 *     framework, which then keeps polling, so that an outage is no reason to lose partitions
 * @param commitWait how long a commit waits for writes on their way, most of which end within it
 * @param heldMax records that may be done while one before them is not; bounds the tracker's memory
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
