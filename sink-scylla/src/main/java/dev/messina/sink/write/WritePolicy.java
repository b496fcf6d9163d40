package dev.messina.sink.write;

import dev.messina.plugin.Backoff;
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
}
