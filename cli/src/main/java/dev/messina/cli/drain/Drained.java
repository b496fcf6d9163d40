package dev.messina.cli.drain;

import dev.messina.cli.frontier.FrontierAnswer;
import java.time.Duration;
import java.time.Instant;

/**
 * How waiting has ended.
 *
 * @param until what was written before this was waited for
 * @param waited for how long
 * @param last what the last look has found
 */
public record Drained(State state, Instant until, Duration waited, FrontierAnswer last) {

  /** How it stood in the end. */
  public enum State {
    /** All that was written before is applied, or dead-lettered. */
    DRAINED,
    /** It was not when the time was up. */
    TIMED_OUT,
    /** When the time was up, nobody could tell. */
    UNKNOWN
  }
}
