package dev.messina.shadow;

import dev.messina.verification.frontier.Frontier;
import java.time.Duration;
import java.time.Instant;

/**
 * What is known of the frontier at one moment. What is known once remains true.
 *
 * @param unknownSince since when it has been unknown without a break; far ahead while it is not
 */
record FrontierView(Frontier.Reading reading, Instant unknownSince) {

  static FrontierView unknown(Instant since) {
    return new FrontierView(new Frontier.Unknown("It was not asked for yet"), since);
  }

  /** The next one. */
  FrontierView then(Frontier.Reading next, Instant now) {
    if (!(next instanceof Frontier.Unknown)) {
      return new FrontierView(next, Instant.MAX);
    }
    return new FrontierView(next, reading instanceof Frontier.Unknown ? unknownSince : now);
  }

  /** Whether all that a read has seen is applied, whatever the clocks differ. */
  boolean hasPassed(Instant read) {
    return reading instanceof Frontier.Known known
        && !known.appliedUntil().isBefore(read.plus(Frontier.CLOCK_MARGIN));
  }

  /** Whether it has been unknown for longer than a limit, all that time after a read. */
  boolean isUnknownBeyond(Duration limit, Instant read, Instant now) {
    Instant since = read.isAfter(unknownSince) ? read : unknownSince;
    return reading instanceof Frontier.Unknown && Duration.between(since, now).compareTo(limit) > 0;
  }
}
