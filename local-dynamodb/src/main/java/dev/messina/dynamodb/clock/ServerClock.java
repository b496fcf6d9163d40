package dev.messina.dynamodb.clock;

import java.time.Duration;
import java.time.Instant;

/**
 * The time that everything in the server goes by, sockets apart. It can be set, made to jump in
 * both directions, and run up to 10,000 times as fast as real time. Nothing waits for it: what
 * depends on time is computed when it is asked for. Safe for use by several threads.
 */
public final class ServerClock {

  /** The highest speed that a clock runs at, times real time. */
  public static final double FASTEST = 10_000;

  private record Setting(Instant at, long nanos, double speed) {

    Instant now() {
      return at.plusNanos((long) ((System.nanoTime() - nanos) * speed));
    }

    static Setting from(Instant at, double speed) {
      return new Setting(at, System.nanoTime(), speed);
    }
  }

  private volatile Setting setting = Setting.from(Instant.now(), 1);

  public Instant now() {
    return setting.now();
  }

  /** How many times as fast as real time it runs. */
  public double speed() {
    return setting.speed();
  }

  public synchronized void set(Instant time) {
    setting = Setting.from(time, setting.speed());
  }

  /**
   * @param by may be negative
   */
  public synchronized void jump(Duration by) {
    setting = Setting.from(now().plus(by), setting.speed());
  }

  /**
   * @param times as fast as real time, from 1 to {@link #FASTEST}
   * @throws IllegalArgumentException if it is out of that range
   */
  public synchronized void speed(double times) {
    if (!(times >= 1 && times <= FASTEST)) {
      throw new IllegalArgumentException(
          "The clock runs 1 to 10000 times as fast as real time, not " + times + " times");
    }
    setting = Setting.from(now(), times);
  }
}
