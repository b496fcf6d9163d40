package dev.messina.source.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The clock of a task, which is its worker's until DynamoDB has answered. */
public final class LearntClock {

  private final Clock dynamoDb;
  private final ServerClock clock;

  /**
   * @param worker may be far off
   * @param dynamoDb of whose answers the task's clock learns
   * @param timer the machine's monotonic clock
   */
  public LearntClock(Clock worker, Clock dynamoDb, Clock timer) {
    Instant start = timer.instant();
    this.dynamoDb = dynamoDb;
    this.clock = new ServerClock(worker, () -> Duration.between(start, timer.instant()).toNanos());
  }

  public Clock clock() {
    return clock;
  }

  /** DynamoDB has answered, at once. */
  public void learn() {
    clock.observe(dynamoDb.instant().truncatedTo(ChronoUnit.SECONDS), clock.ticks());
  }
}
