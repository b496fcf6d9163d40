package dev.messina.cli.demo;

import dev.messina.cli.compare.Verdict;
import java.util.Optional;

/**
 * What the demo has found in the end.
 *
 * @param ready what {@code messina ready} has said last; empty where it was not asked
 * @param compared of every key in both directions
 */
public record DemoVerdict(Optional<Boolean> ready, Verdict compared) {

  /** Whether all has ended as it should. */
  public boolean isGood() {
    return ready.orElse(true) && compared.inSync();
  }
}
