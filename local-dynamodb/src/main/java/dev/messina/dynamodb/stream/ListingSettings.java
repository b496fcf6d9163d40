package dev.messina.dynamodb.stream;

import java.time.Duration;

/**
 * How DescribeStream answers.
 *
 * @param callsPerSecond how many calls it takes, of all streams together; 0 takes all
 * @param lingering how long a shard stays in the list once all its records were trimmed
 * @param readable whether such a shard can still be read, to its end at once
 * @param stale how old an answer is: shards that are younger are not in it, and their parents are
 *     open
 * @param incomplete for how long after that some of the new shards are missing
 */
public record ListingSettings(
    int callsPerSecond, Duration lingering, boolean readable, Duration stale, Duration incomplete) {

  /** Ten calls a second, shards that linger for an hour, and the truth. */
  public static ListingSettings defaults() {
    return new ListingSettings(10, Duration.ofHours(1), true, Duration.ZERO, Duration.ZERO);
  }

  public ListingSettings callsPerSecond(int next) {
    return new ListingSettings(next, lingering, readable, stale, incomplete);
  }

  public ListingSettings lingering(Duration next) {
    return new ListingSettings(callsPerSecond, next, readable, stale, incomplete);
  }

  public ListingSettings readable(boolean next) {
    return new ListingSettings(callsPerSecond, lingering, next, stale, incomplete);
  }

  public ListingSettings stale(Duration next) {
    return new ListingSettings(callsPerSecond, lingering, readable, next, incomplete);
  }

  public ListingSettings incomplete(Duration next) {
    return new ListingSettings(callsPerSecond, lingering, readable, stale, next);
  }
}
