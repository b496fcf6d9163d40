package dev.messina.cli.verify;

import dev.messina.verification.check.Generation;
import dev.messina.verification.check.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Several that are told.
 *
 * @param all in the order in which they are told
 */
public record Listeners(List<Progress> all) implements Progress {

  public Listeners {
    all = List.copyOf(all);
  }

  @Override
  public void phase(String words) {
    all.forEach(one -> one.phase(words));
  }

  @Override
  public void reached(long done, long expected) {
    all.forEach(one -> one.reached(done, expected));
  }

  @Override
  public void generation(Generation ended) {
    all.forEach(one -> one.generation(ended));
  }

  @Override
  public void verified(Instant until, Map<Integer, Long> topic) {
    all.forEach(one -> one.verified(until, topic));
  }
}
