package dev.messina.verification.check;

import java.util.concurrent.TimeUnit;

/** Keeps all threads together to a number of units per second. Thread-safe. */
final class Pace {

  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private final double perSecond;
  private long freeNanos = System.nanoTime();
  private double counted;

  /**
   * @param perSecond 0 for no limit
   */
  Pace(double perSecond) {
    this.perSecond = perSecond;
  }

  /** Counts units that were used, and rests until they were due. */
  void spend(double units) {
    if (perSecond <= 0 || units <= 0) {
      return;
    }
    long restNanos = reserve(units);
    if (restNanos > 0) {
      try {
        TimeUnit.NANOSECONDS.sleep(restNanos);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while keeping to a rate.", interrupted);
      }
    }
  }

  /** Counts units by what all threads together have used until now. */
  void keepUpWith(double usedUntilNow) {
    spend(news(usedUntilNow));
  }

  /** What was used until now is none of this pace's. */
  synchronized void skip(double usedUntilNow) {
    counted = usedUntilNow;
  }

  private synchronized double news(double usedUntilNow) {
    double news = Math.max(0, usedUntilNow - counted);
    counted += news;
    return news;
  }

  private synchronized long reserve(double units) {
    long now = System.nanoTime();
    freeNanos = Math.max(freeNanos, now) + (long) (units / perSecond * NANOS);
    return freeNanos - now;
  }
}
