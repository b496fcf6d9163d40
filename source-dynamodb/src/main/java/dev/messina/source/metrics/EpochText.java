package dev.messina.source.metrics;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A time in microseconds as text. */
final class EpochText {

  private EpochText() {}

  /**
   * In UTC.
   *
   * @return empty for 0
   */
  static String of(long micros) {
    return micros == 0 ? "" : Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }
}
