package dev.messina.dynamodb.table;

import java.time.Duration;

/**
 * How long things take that AWS does behind the scenes, by the server's clock.
 *
 * @param transition how long a table is CREATING, UPDATING or DELETING
 * @param expiry how long after its time an expired item is deleted
 * @param staleness how old an eventually consistent read may be; zero reads the latest
 */
public record TableTiming(Duration transition, Duration expiry, Duration staleness) {

  /** Tables are there at once, reads are fresh, expired items go after an hour. */
  public static TableTiming defaults() {
    return new TableTiming(Duration.ZERO, Duration.ofHours(1), Duration.ZERO);
  }

  public TableTiming transition(Duration next) {
    return new TableTiming(next, expiry, staleness);
  }

  public TableTiming expiry(Duration next) {
    return new TableTiming(transition, next, staleness);
  }

  public TableTiming staleness(Duration next) {
    return new TableTiming(transition, expiry, next);
  }
}
