package dev.messina.verification.check;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * When a verification ends.
 *
 * @param generations at most, above zero
 * @param patience how long after the pass the frontier is waited for
 * @param openMost so many open differences end the pass
 * @param continuous whether it goes on when all is verified, until there were so many generations
 * @param stopped whether somebody wants it to end; asked after each generation if it is continuous
 */
public record Limits(
    int generations, Duration patience, int openMost, boolean continuous, BooleanSupplier stopped) {

  /** Of a run that nobody stops but by ending its process. */
  public Limits(int generations, Duration patience, int openMost, boolean continuous) {
    this(generations, patience, openMost, continuous, () -> false);
  }
}
