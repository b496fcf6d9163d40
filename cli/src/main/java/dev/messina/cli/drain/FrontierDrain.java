package dev.messina.cli.drain;

import dev.messina.cli.frontier.FrontierAnswer;
import dev.messina.cli.local.Pause;
import dev.messina.verification.frontier.Frontier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Looks at frontiers until they have passed a time. Changes nothing. */
public final class FrontierDrain {

  private final Supplier<FrontierAnswer> looks;
  private final Duration between;
  private final Clock clock;

  /**
   * @param looks looks at all tables once
   * @param between two looks
   */
  public FrontierDrain(Supplier<FrontierAnswer> looks, Duration between, Clock clock) {
    this.looks = looks;
    this.between = between;
    this.clock = clock;
  }

  /**
   * Waits. It looks once at least.
   *
   * @param until by this machine's clock
   * @param longest after so long it gives up
   * @param listener is told of each look that has not found it passed
   */
  public Drained await(Instant until, Duration longest, Consumer<FrontierAnswer> listener) {
    Instant began = clock.instant();
    while (true) {
      FrontierAnswer answer = looks.get();
      Duration waited = Duration.between(began, clock.instant());
      if (hasPassed(answer, until)) {
        return new Drained(Drained.State.DRAINED, until, waited, answer);
      }
      if (waited.compareTo(longest) >= 0) {
        return new Drained(
            answer.isUnknown() ? Drained.State.UNKNOWN : Drained.State.TIMED_OUT,
            until,
            waited,
            answer);
      }
      listener.accept(answer);
      Pause.of(between);
    }
  }

  /** Two clocks are compared, and the stream's times are whole seconds. */
  private static boolean hasPassed(FrontierAnswer answer, Instant until) {
    return answer
        .frontier()
        .filter(applied -> !applied.isBefore(until.plus(Frontier.CLOCK_MARGIN)))
        .isPresent();
  }
}
