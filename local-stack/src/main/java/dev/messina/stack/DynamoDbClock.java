package dev.messina.stack;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The clock of a stack's DynamoDB. Records, shards, iterators and the {@code Date} of its answers
 * go by it, its connections do not. It begins at the machine's time; so does it after a restart.
 * What a call sets holds when the call returns.
 */
public final class DynamoDbClock {
  private static final String PATH = "clock";

  private final DynamoDbControl control;

  DynamoDbClock(DynamoDbControl control) {
    this.control = control;
  }

  public Instant now() {
    return Instant.parse(control.get(PATH).path("now").asText());
  }

  public void set(Instant time) {
    control.post(PATH, Map.of("set", time.toString()));
  }

  /**
   * @param by may be negative
   */
  public void jump(Duration by) {
    control.post(PATH, Map.of("jump", by.toString()));
  }

  /**
   * @param times how many of its seconds pass in one second, from 1 to 10,000
   */
  public void speed(int times) {
    control.post(PATH, Map.of("speed", times));
  }
}
