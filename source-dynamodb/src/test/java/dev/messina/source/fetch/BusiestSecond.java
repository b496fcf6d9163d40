package dev.messina.source.fetch;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** How many calls the second with the most of them has. */
public final class BusiestSecond {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private BusiestSecond() {}

  /**
   * @param times in nanoseconds, ascending
   */
  public static int of(List<Long> times) {
    int most = 0;
    int from = 0;
    for (int to = 0; to < times.size(); to++) {
      while (times.get(to) - times.get(from) >= SECOND) {
        from++;
      }
      most = Math.max(most, to - from + 1);
    }
    return most;
  }
}
