package dev.messina.dynamodb.table;

import java.time.Duration;
import java.time.Instant;

/**
 * That a table can be restored, and exported, as it was at any second.
 *
 * @param periodDays how far back, from 1 to 35
 * @param since when it was switched on
 */
public record PointInTimeRecovery(int periodDays, Instant since) {

  private static final Duration LATEST_LAG = Duration.ofMinutes(5);

  public Instant earliest(Instant now) {
    Instant bound = now.minus(Duration.ofDays(periodDays));
    return bound.isAfter(since) ? bound : since;
  }

  /** About five minutes ago. */
  public Instant latest(Instant now) {
    Instant latest = now.minus(LATEST_LAG);
    return latest.isAfter(since) ? latest : since;
  }
}
