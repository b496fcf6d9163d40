package dev.messina.source.stream;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a shard rests between two pages. It does not rest while there is more to read. While
 * changes come in, the rest is short; with every moment without one it grows, in proportion, so
 * that a change waits at most a small part of the time that has passed since the one before. Not
 * safe for use by several threads.
 */
final class PollInterval {

  /** Less than fourteen reads a second, and a change waits half of it on average. */
  private static final Duration SHORTEST = Duration.ofMillis(75);

  /** A shard rests for one part in so many of the time for which it had nothing. */
  private static final int QUIET_PARTS = 20;

  /** So many changes in a page say that there are more, also where a page ends at 1 MB. */
  private static final int FULL_PAGE = 100;

  /** A shard whose changes are older than this is behind, and read without rest. */
  private static final long BEHIND_MICROS = Duration.ofSeconds(10).toMillis() * 1_000;

  /** Shards that rest as shortly as they may make at most 400 reads a second together. */
  private static final Duration SHORTEST_PER_SHARD = Duration.ofNanos(2_500_000);

  /** Shards without changes make at most 100 reads a second together. */
  private static final Duration LONGEST_PER_SHARD = Duration.ofMillis(10);

  private final Duration longest;
  private final int fullPage;
  private Instant foundAt;

  /**
   * @param idle how long a shard rests at most, unless there are more than 100 of them
   * @param pageLimit at most so many changes are in a page
   * @param begun when the reading of the shard begins
   */
  PollInterval(Duration idle, int pageLimit, Instant begun) {
    this.longest = idle;
    this.fullPage = Math.min(FULL_PAGE, pageLimit);
    this.foundAt = begun;
  }

  /**
   * The rest after a page.
   *
   * @param recordsInPage how many changes it held
   * @param now when it was handled
   * @param lastChangeMicros the stream's own time of the last change read, in microseconds since
   *     1970
   * @param shards how many shards the task reads, this one included
   */
  Duration after(int recordsInPage, Instant now, long lastChangeMicros, int shards) {
    if (recordsInPage > 0) {
      foundAt = now;
      if (recordsInPage >= fullPage || lags(now, lastChangeMicros)) {
        return Duration.ZERO;
      }
    }
    Duration shortest = larger(smaller(SHORTEST, longest), SHORTEST_PER_SHARD.multipliedBy(shards));
    Duration quiet = Duration.between(foundAt, now);
    return larger(
        shortest,
        smaller(
            quiet.dividedBy(QUIET_PARTS), larger(longest, LONGEST_PER_SHARD.multipliedBy(shards))));
  }

  private static boolean lags(Instant now, long lastChangeMicros) {
    return now.toEpochMilli() * 1_000 - lastChangeMicros > BEHIND_MICROS;
  }

  private static Duration larger(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Duration smaller(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
