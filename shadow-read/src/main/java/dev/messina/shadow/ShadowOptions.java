package dev.messina.shadow;

import java.time.Duration;

/**
 * How a shadow read works. Start with {@link #named}.
 *
 * @param name tells several of one process apart, in JMX and in the log
 * @param sampleRate which share of the offered keys is read, 0 to 1
 * @param queueMost how many offered keys wait at most; more are skipped
 * @param openMost how many keys with a difference are remembered at most; beyond that the oldest is
 *     dropped
 * @param unknownLimit how long an unknown frontier excuses a difference
 * @param showsValues whether a listener is given the values of columns that differ
 */
public record ShadowOptions(
    String name,
    double sampleRate,
    int queueMost,
    int openMost,
    Duration unknownLimit,
    boolean showsValues) {

  /**
   * @throws IllegalArgumentException if one is out of its range
   */
  public ShadowOptions {
    require(!name.isBlank(), "name is empty");
    require(sampleRate >= 0 && sampleRate <= 1, "sampleRate is " + sampleRate + ", not 0 to 1");
    require(queueMost > 0, "queueMost is " + queueMost + ", not 1 or more");
    require(openMost > 0, "openMost is " + openMost + ", not 1 or more");
    require(!unknownLimit.isNegative(), "unknownLimit is " + unknownLimit + ", not 0 or more");
  }

  private static void require(boolean fits, String problem) {
    if (!fits) {
      throw new IllegalArgumentException("Options of a shadow read: " + problem + ".");
    }
  }

  /**
   * All offered keys, 1,000 waiting at most, 10,000 open keys, a minute of an unknown frontier, no
   * values.
   */
  public static ShadowOptions named(String name) {
    return new ShadowOptions(name, 1, 1_000, 10_000, Duration.ofSeconds(60), false);
  }

  public ShadowOptions withSampleRate(double rate) {
    return new ShadowOptions(name, rate, queueMost, openMost, unknownLimit, showsValues);
  }

  public ShadowOptions withQueueMost(int most) {
    return new ShadowOptions(name, sampleRate, most, openMost, unknownLimit, showsValues);
  }

  public ShadowOptions withOpenMost(int most) {
    return new ShadowOptions(name, sampleRate, queueMost, most, unknownLimit, showsValues);
  }

  public ShadowOptions withUnknownLimit(Duration limit) {
    return new ShadowOptions(name, sampleRate, queueMost, openMost, limit, showsValues);
  }

  public ShadowOptions withValues() {
    return new ShadowOptions(name, sampleRate, queueMost, openMost, unknownLimit, true);
  }
}
