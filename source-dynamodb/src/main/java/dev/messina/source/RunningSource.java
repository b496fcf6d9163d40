package dev.messina.source;

import dev.messina.source.control.Kafka;
import dev.messina.source.control.Outbox;
import dev.messina.source.control.Signal;
import dev.messina.source.control.Signal.RefusedSignal;
import dev.messina.source.fetch.Clocks;
import dev.messina.source.fetch.DynamoDb;
import dev.messina.source.fetch.FetchQueue;
import dev.messina.source.metrics.SourceMetrics;
import dev.messina.source.offset.CommittedOffsets;
import dev.messina.source.offset.TableState;
import dev.messina.source.table.CommittedState;
import dev.messina.source.table.FirstEpoch;
import dev.messina.source.table.KnownTopics;
import dev.messina.source.table.TableSettings;
import dev.messina.source.table.TableStage;
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

  private final List<TableSettings> tables;
  private final FetchQueue fetches;
  private final Clocks clocks;
  private final Kafka kafka;
  private final Outbox outbox;
  private final SourceMetrics metrics;
  private final long waitMillis;
  private final CommittedState agreements;
  private final Instant signalsAwaitedUntil;
  private final KnownTopics topics;
  private final DroppedRecords dropped;
  private final long tellsFromMillis;
  private final Map<String, TableStage> stages = new LinkedHashMap<>();

  /**
   * @param wait how long a turn waits for something to send
   */
  RunningSource(
      List<TableSettings> tables,
      DynamoDb dynamoDb,
      Kafka kafka,
      CommittedOffsets committed,
      SourceMetrics metrics,
      Duration wait) {
    this.tables = List.copyOf(tables);
    this.fetches = dynamoDb.fetches();
    this.clocks = dynamoDb.clocks();
    this.kafka = kafka;
    this.outbox = kafka.outbox();
    this.metrics = metrics;
    this.signalsAwaitedUntil = clocks.turn().plus(SIGNALS_PATIENCE);
    this.tellsFromMillis = clocks.now().minus(TELLS_BACK).toEpochMilli();
    this.waitMillis = wait.toMillis();
    this.topics = new KnownTopics(tables, dynamoDb, kafka);
    this.dropped = new DroppedRecords(kafka.control());
    this.agreements =
        new CommittedState(
            committed, tables.stream().map(TableSettings::share).toList(), clocks.steady());
    for (TableSettings table : tables) {
      stages.put(table.share().table(), new FirstEpoch(table, dynamoDb, kafka, committed, metrics));
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
        for (TableSettings table : tables) {
          agreements.take(table.share().table()).ifPresent(agreement -> agree(table, agreement));
        }
        stages.replaceAll((table, stage) -> stage.advance());
      }
      fetches.handleNext(outbox.isEmpty() ? remaining : 0);
      remaining = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    } while (outbox.isEmpty() && remaining > 0);
    outbox.tell(kafka.heartbeats().due(clocks.turn()));
    return outbox.drain();
  }

  /**
   * One task of the connector tells, so that each is reported and counted once; the log of every
   * one has it. What had been refused long before the task began was told by an earlier one.
   */
  private void tellRefused() {
    for (RefusedSignal refused : kafka.signals().takeRefused()) {
      if (tables.get(0).origin().task().equals(FIRST_TASK)
          && refused.timestampMillis() > tellsFromMillis) {
        metrics.signalRefused(refused.id() + ": " + refused.reason(), clocks.now());
        outbox.tell(kafka.notifications().signalRefused(refused));
      }
    }
  }

  private void agree(TableSettings settings, TableState agreement) {
    topics.agree(settings, agreement);
    stages.computeIfPresent(settings.share().table(), (table, stage) -> stage.agree(agreement));
  }

  /** Whether the signals from before the start have been taken in, or cannot be had. */
  private boolean takeSignals() {
    boolean settled = kafka.signals().caughtUp() || clocks.turn().isAfter(signalsAwaitedUntil);
    for (Signal signal : kafka.signals().take()) {
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
