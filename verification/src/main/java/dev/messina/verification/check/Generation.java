package dev.messina.verification.check;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How things stood after a generation.
 *
 * @param number from 1 on
 * @param at when it ended
 * @param verdict as it would be if the run ended now
 * @param verifiedUntil all changes up to here were applied and looked at; empty if that is unknown
 * @param open the differences that were open
 * @param changes how many changes of the topic were looked at since the beginning
 * @param took how long it took
 */
public record Generation(
    int number,
    Instant at,
    Report.Verdict verdict,
    Optional<Instant> verifiedUntil,
    Open open,
    long changes,
    Duration took) {

  /**
   * Differences that are open.
   *
   * @param all how many there are
   * @param settled how many of them count
   * @param oldest when the oldest was seen first; empty if there is none
   */
  public record Open(long all, long settled, Optional<Instant> oldest) {}

  /** The age of the oldest open difference; zero without any. */
  public Duration longest() {
    return open.oldest().map(since -> Duration.between(since, at)).orElse(Duration.ZERO);
  }
}
