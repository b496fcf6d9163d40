package dev.messina.cli.local;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A moment between two looks at something. */
public final class Pause {

  private Pause() {}

  public static void of(Duration duration) {
    try {
      TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting.", interrupted);
    }
  }
}
