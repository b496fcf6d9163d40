package dev.messina.verification.frontier;

import java.time.Duration;
import java.time.Instant;

/**
 * The newest time up to which every change at the source is known to be applied, or dead-lettered,
 * by one sink.
 */
public interface Frontier {

  /** What is known now. A later answer that is known is never below an earlier one. */
  Reading read();

  /** An answer. */
  sealed interface Reading {}

  /**
   * Every change that was made before this is applied. What is taken for granted is in {@link
   * Assumptions}.
   *
   * @param appliedUntil on DynamoDB's clock, in whole seconds; two clocks are compared with {@link
   *     #CLOCK_MARGIN}
   * @param heldBy which shard keeps it from being later, in half a sentence
   */
  record Known(Instant appliedUntil, String heldBy) implements Reading {}

  /**
   * Not all is applied: something is on its way that has no time of its own, such as a snapshot.
   *
   * @param reason what is waited for, in half a sentence
   */
  record NotYet(String reason) implements Reading {}

  /**
   * Nothing is known, and waiting may not change that. So it excuses no difference for good.
   *
   * @param reason what cannot be read, in half a sentence
   */
  record Unknown(String reason) implements Reading {}

  /**
   * What a time on another machine's clock may be off by, the second included to which the stream
   * cuts its times down.
   */
  Duration CLOCK_MARGIN = Duration.ofSeconds(3);
}
