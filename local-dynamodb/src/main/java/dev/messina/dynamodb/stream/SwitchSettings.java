package dev.messina.dynamodb.stream;

import java.time.Duration;

/**
 * How long it takes to switch a stream on and off.
 *
 * @param enabling as long as a stream is ENABLING, it records nothing
 * @param disabling how long a stream is DISABLING, in which it records nothing either
 */
public record SwitchSettings(Duration enabling, Duration disabling) {

  public static SwitchSettings defaults() {
    return new SwitchSettings(Duration.ZERO, Duration.ZERO);
  }

  public SwitchSettings enabling(Duration next) {
    return new SwitchSettings(next, disabling);
  }

  public SwitchSettings disabling(Duration next) {
    return new SwitchSettings(enabling, next);
  }
}
