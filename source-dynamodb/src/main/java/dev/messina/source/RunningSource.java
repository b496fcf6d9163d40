package dev.messina.source;

import dev.messina.source.assignment.TableAssignment;
import dev.messina.source.control.Heartbeats;
import dev.messina.source.control.RefusedSignal;
import dev.messina.source.control.Signal;
import dev.messina.source.control.SignalFeed;
import dev.messina.source.offset.TableState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A running task: one turn after the other, it lets each table do what is due and handles one
 * answer of DynamoDB. All state lives on the thread that calls {@link #poll()}.
 */
final class RunningSource {

  /** What was paused before must not run first; but without Kafka's answer reading goes on. */
  private static final Duration SIGNALS_PATIENCE = Duration.ofSeconds(5);

  /** Of signals that came while no task was there to refuse them. */
  private static final Duration TELLS_BACK = Duration.ofHours(1);

  private static final String FIRST_TASK = "0";

  private final TaskScope scope;
  private final long waitMillis;
  private final SignalFeed signals;
  private final Heartbeats heartbeats;
  private final CommittedState agreements;
  private final Instant signalsAwaitedUntil;
  private final KnownTopics topics;
  private final DroppedRecords dropped;
  private final long tellsFromMillis;
  private final Map<String, TableStage> stages = new LinkedHashMap<>();

  /**
   * @param wait how long a turn waits for something to send
   */
  RunningSource(TaskScope scope, SignalFeed signals, Heartbeats heartbeats, Duration wait) {
    this.scope = scope;
    this.signals = signals;
    this.heartbeats = heartbeats;
    this.signalsAwaitedUntil = scope.timer().instant().plus(SIGNALS_PATIENCE);
    this.tellsFromMillis = scope.clock().instant().minus(TELLS_BACK).toEpochMilli();
    this.waitMillis = wait.toMillis();
    this.topics = new KnownTopics(scope);
    this.dropped = new DroppedRecords(scope.control());
    this.agreements = new CommittedState(scope.committed(), scope.shares(), scope.timer());
    for (TableAssignment share : scope.shares()) {
      stages.put(share.table(), new FirstEpoch(scope, share));
    }
  }

  /**
   * Connect is done with a record. May be called from another thread.
   *
   * @param inKafka whether it is in Kafka; otherwise something on the way has dropped it
   */
  void done(SourceRecord record, boolean inKafka) {
    dropped.done(record, inKafka);
  }

  /** Whether the task is about to stop, and must be asked again even where it has no records. */
  boolean isStopping() {
    return dropped.any();
  }

  /**
   * The records that are ready, or none after the wait.
   *
   * @throws ConnectException if a record was dropped on its way to Kafka
   */
  List<SourceRecord> poll() throws InterruptedException {
    if (dropped.any()) {
      return dropped.wayBack(waitMillis);
    }
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
    long remaining = waitMillis;
    do {
      tellRefused();
      if (takeSignals()) {
        agreements.refresh();
        topics.advance();
        for (TableAssignment share : scope.shares()) {
          agreements.take(share.table()).ifPresent(agreement -> agree(share, agreement));
        }
        stages.replaceAll((table, stage) -> stage.advance());
      }
      scope.fetches().handleNext(scope.outbox().isEmpty() ? remaining : 0);
      remaining = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    } while (scope.outbox().isEmpty() && remaining > 0);
    heartbeats.due(scope.timer().instant()).ifPresent(scope.outbox()::add);
    return scope.outbox().drain();
  }

  /**
   * One task of the connector tells, so that each is reported and counted once; the log of every
   * one has it. What had been refused long before the task began was told by an earlier one.
   */
  private void tellRefused() {
    for (RefusedSignal refused : signals.takeRefused()) {
      if (scope.taskId().equals(FIRST_TASK) && refused.timestampMillis() > tellsFromMillis) {
        scope
            .metrics()
            .signalRefused(refused.id() + ": " + refused.reason(), scope.clock().instant());
        scope.notifications().signalRefused(refused).ifPresent(scope.outbox()::add);
      }
    }
  }

  private void agree(TableAssignment share, TableState agreement) {
    topics.agree(share, agreement);
    stages.computeIfPresent(share.table(), (table, stage) -> stage.agree(agreement));
  }

  /** Whether the signals from before the start have been taken in, or cannot be had. */
  private boolean takeSignals() {
    boolean settled = signals.caughtUp() || scope.timer().instant().isAfter(signalsAwaitedUntil);
    for (Signal signal : signals.take()) {
      for (String table : signal.tables()) {
        TableStage stage = stages.get(table);
        if (stage != null) {
          stage.accept(signal);
        }
      }
    }
    return settled;
  }
}
