package dev.messina.source;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A running task: one turn after the other, it lets each table do what is due and handles one
 * answer of DynamoDB. All state lives on the thread that calls {@link #poll()}.
 */
final class RunningSource {

  private final TaskScope scope;
  private final long waitMillis;
  private final Map<String, TableStage> stages = new LinkedHashMap<>();

  /**
   * @param wait how long a turn waits for something to send
   */
  RunningSource(TaskScope scope, Duration wait) {
    this.scope = scope;
    this.waitMillis = wait.toMillis();
    for (String table : scope.config().topics().tables()) {
      stages.put(table, new EpochStage(scope, table));
    }
  }

  /** The records that are ready, or none after the wait. */
  List<SourceRecord> poll() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
    long remaining = waitMillis;
    do {
      stages.replaceAll((table, stage) -> stage.advance());
      scope.fetches().handleNext(scope.outbox().isEmpty() ? remaining : 0);
      remaining = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    } while (scope.outbox().isEmpty() && remaining > 0);
    return scope.outbox().drain();
  }
}
