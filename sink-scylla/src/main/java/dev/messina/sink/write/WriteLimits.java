package dev.messina.sink.write;

import java.time.Duration;

/**
 * The limits that are not options.
 *
 * @param putWait how long {@code put} waits for room before it hands the batch back to the
 *     framework, which then keeps polling: far below Kafka's usual five minutes between polls, so
 *     that an outage is no reason to lose partitions
 * @param commitWait how long a commit waits for writes on their way, most of which end within it
 * @param heldMax records that may be done while one before them is not; bounds the tracker's memory
 * @param ambiguousAttemptsMax attempts for a failure that may be the record's own fault
 */
record WriteLimits(Duration putWait, Duration commitWait, int heldMax, int ambiguousAttemptsMax) {

  static final WriteLimits USUAL =
      new WriteLimits(Duration.ofSeconds(20), Duration.ofSeconds(1), 100_000, 5);
}
