package dev.messina.dynamodb.stream;

import java.time.Duration;

/**
 * How shards come and go.
 *
 * @param count how many a new stream begins with
 * @param rollOver after how long a shard is closed and continued by another
 * @param retention how long a record can be read, and a stream after it was switched off
 * @param busy a shard that takes more records than this in a minute is split; 0 splits none
 * @param slip how far the clock of a new shard may be behind that of its parent, at most
 */
public record ShardSettings(
    int count, Duration rollOver, Duration retention, int busy, Duration slip) {

  private static final int RECORDS_A_MINUTE = 60_000;

  public ShardSettings {
    if (count < 1 || rollOver.isNegative() || rollOver.isZero() || retention.isNegative()) {
      throw new IllegalArgumentException(
          "A stream begins with at least one shard, and rolls its shards over after some time");
    }
  }

  /** Four shards, four hours, a day, splits at 1,000 records a second, no slip. */
  public static ShardSettings defaults() {
    return new ShardSettings(
        4, Duration.ofHours(4), Duration.ofHours(24), RECORDS_A_MINUTE, Duration.ZERO);
  }

  public ShardSettings count(int next) {
    return new ShardSettings(next, rollOver, retention, busy, slip);
  }

  public ShardSettings rollOver(Duration next) {
    return new ShardSettings(count, next, retention, busy, slip);
  }

  public ShardSettings retention(Duration next) {
    return new ShardSettings(count, rollOver, next, busy, slip);
  }

  public ShardSettings busy(int next) {
    return new ShardSettings(count, rollOver, retention, next, slip);
  }

  public ShardSettings slip(Duration next) {
    return new ShardSettings(count, rollOver, retention, busy, next);
  }
}
