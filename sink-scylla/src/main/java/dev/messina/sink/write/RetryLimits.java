package dev.messina.sink.write;

import dev.messina.plugin.Backoff;
import java.time.Duration;

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
