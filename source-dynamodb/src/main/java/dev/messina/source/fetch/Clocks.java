package dev.messina.source.fetch;

import java.time.Clock;
import java.time.Instant;

/**
 * The two times of a task.
 *
 * @param dynamoDb DynamoDB's time, by which changes and epochs are judged; may jump
 * @param steady runs evenly, for waits and intervals
 */
public record Clocks(Clock dynamoDb, Clock steady) {

  /** DynamoDB's time. */
  public Instant now() {
    return dynamoDb.instant();
  }

  /** The steady time; only differences mean something. */
  public Instant turn() {
    return steady.instant();
  }
}
