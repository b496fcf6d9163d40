package dev.messina.verification.frontier;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

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
   * @param reasons what is waited for, each in a sentence without its stop; at least one
   */
  record NotYet(List<String> reasons) implements Reading {

    public NotYet {
      reasons = List.copyOf(reasons);
    }

    public NotYet(String reason) {
      this(List.of(reason));
    }

    /** All of them in one line. */
    public String reason() {
      return String.join("; ", reasons);
    }
  }

  /**
   * Nothing is known, and waiting may not change that. So it excuses no difference for good.
   *
   * @param reasons what cannot be read, each in a sentence without its stop; at least one
   */
  record Unknown(List<String> reasons) implements Reading {

    public Unknown {
      reasons = List.copyOf(reasons);
    }

    public Unknown(String reason) {
      this(List.of(reason));
    }

    /** All of them in one line. */
    public String reason() {
      return String.join("; ", reasons);
    }
  }

  /**
   * What a time on another machine's clock may be off by, the second included to which the stream
   * cuts its times down.
   */
  Duration CLOCK_MARGIN = Duration.ofSeconds(3);
}
