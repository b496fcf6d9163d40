package dev.messina.sink.write;

import java.time.Duration;

/**
 * How often and how long rows are tried again.
 *
 * @param timeout for what passes; then the task stops
 * @param ambiguousAttemptsMax attempts for a failure that may be the row's own fault
 */
record RetryLimits(Duration timeout, int ambiguousAttemptsMax, Backoff backoff) {}
