package dev.messina.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Workers of a {@link Trial} that stand still for minutes, or over a standstill of more than a day.
 * Connect has given their tasks to others; when they wake they commit some of what they had sent,
 * over what was committed since, and notice then that they are not wanted any more.
 */
final class SuspendedWorkers {

  private static final int WAKE_ONE_IN = 60;

  private final Random random;
  private final List<FakeWorker> workers = new ArrayList<>();
  private int woken;

  SuspendedWorkers(Random random) {
    this.random = random;
  }

  void add(FakeWorker worker) {
    workers.add(worker);
  }

  /** One of them may wake. */
  void turn() {
    if (!workers.isEmpty() && random.nextInt(WAKE_ONE_IN) == 0) {
      wake(workers.remove(random.nextInt(workers.size())));
    }
  }

  void wakeAll() {
    workers.forEach(this::wake);
    workers.clear();
  }

  /** How many have committed something late. */
  int woken() {
    return woken;
  }

  private void wake(FakeWorker worker) {
    woken += worker.hasPending() ? 1 : 0;
    worker.commit(pending -> random.nextInt(pending + 1));
    worker.crash(pending -> 0);
  }
}
