package dev.messina.source;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** Runs calls on the test's own thread, when it says so and in any order. */
final class HeldExecutor implements Executor {

  private final List<Runnable> held = new ArrayList<>();

  @Override
  public void execute(Runnable task) {
    held.add(task);
  }

  /**
   * Runs each held call with the given chance.
   *
   * @return whether any was run
   */
  boolean runSome(RandomGenerator random, double chance) {
    int before = held.size();
    for (int i = held.size(); i > 0; i--) {
      Runnable task = held.remove(random.nextInt(held.size()));
      if (random.nextDouble() < chance) {
        task.run();
      } else {
        held.add(task);
      }
    }
    return held.size() < before;
  }
}
