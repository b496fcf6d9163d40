package dev.messina.source.record;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Holds a line of the log that would come with every record to once a minute; counters tell all.
 */
final class LogPace {

  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Clock clock;
  private Instant last;

  LogPace(Clock clock) {
    this.clock = clock;
  }

  boolean due() {
    Instant now = clock.instant();
    // A clock that was set back must not silence the log.
    if (last != null && !now.isBefore(last) && now.isBefore(last.plus(PAUSE))) {
      return false;
    }
    last = now;
    return true;
  }
}
