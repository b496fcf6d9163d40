package dev.messina.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Commits an older data loss over the newest one now and then, as a slow task of a table may do.
 */
final class OlderDataLosses {

  private static final int ONE_IN = 12;

  private final FakeWorker worker;
  private final Random random;
  private final List<Map<String, Object>> seen = new ArrayList<>();
  private int committed;

  OlderDataLosses(FakeWorker worker, Random random) {
    this.worker = worker;
    this.random = random;
  }

  void turn() {
    worker
        .committed("data-loss")
        .forEach(
            (partition, loss) -> {
              if (!seen.contains(loss)) {
                seen.add(loss);
                if (seen.size() > 1 && random.nextBoolean()) {
                  commit(partition);
                }
              } else if (random.nextInt(ONE_IN) == 0) {
                commit(partition);
              }
            });
  }

  /** How many were committed over another one. */
  int committed() {
    return committed;
  }

  private void commit(Map<String, ?> partition) {
    Map<String, Object> older = seen.get(random.nextInt(seen.size()));
    if (!older.equals(worker.offset(partition))) {
      committed++;
      worker.commitOffset(partition, new HashMap<>(older));
    }
  }
}
