package dev.messina.source.table;

import dev.messina.source.assignment.TableAssignment;
import dev.messina.source.aws.TableDescription;
import dev.messina.source.change.Epoch;
import dev.messina.source.control.Kafka;
import dev.messina.source.control.Signal;
import dev.messina.source.control.Signal.SignalType;
import dev.messina.source.fetch.Clocks;
import dev.messina.source.fetch.DynamoDb;
import dev.messina.source.metrics.SourceMetrics;
import dev.messina.source.offset.CommittedOffsets;
import dev.messina.source.offset.DataLossOffset;
import dev.messina.source.offset.SourceOffset.TaskOffset;
import dev.messina.source.offset.SourcePartition;
import dev.messina.source.offset.TableOffset;
import dev.messina.source.offset.TableOffset.EpochRequest;
import dev.messina.source.offset.TableOffset.EpochRequest.Scope;
import dev.messina.source.offset.TableState;
import dev.messina.source.stream.StreamReader;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides for a whole table, in one of its tasks: asks for a later epoch where one is needed, and
 * chooses it above every write timestamp that any task has given. One decision at a time: the next
 * follows when the last has been read back as committed.
 */
final class EpochCoordinator {

  private static final Logger LOG = LoggerFactory.getLogger(EpochCoordinator.class);

  /** After so long a decision is sent again, should an older one have been committed over it. */
  private static final Duration DECISION_PATIENCE = Duration.ofMinutes(3);

  /** Between one attempt at a later epoch and the next. */
  private static final Duration PATIENCE = AnswerPatience.SHORTEST;

  private final TableSettings settings;
  private final TableAssignment share;
  private final Clocks clocks;
  private final Kafka kafka;
  private final long startedMillis;
  private final ReadProbe probe;
  private final SnapshotSignals signals;
  private final AnswerPatience patience;
  private final StreamWatch watch;
  private final SnapshotNotices notices;
  private TableOffset newest;
  private TableOffset decided;
  private Instant decidedAt;
  private Instant requestedAt;
  private Instant notBefore = Instant.MIN;
  private Instant nextFirst = Instant.MIN;

  EpochCoordinator(
      TableSettings settings,
      TableDescription description,
      DynamoDb dynamoDb,
      Kafka kafka,
      CommittedOffsets offsets,
      SourceMetrics metrics) {
    this.settings = settings;
    this.share = settings.share();
    this.clocks = dynamoDb.clocks();
    this.kafka = kafka;
    this.notices = new SnapshotNotices(share.table(), kafka, offsets);
    this.watch =
        new StreamWatch(
            settings, description, dynamoDb, kafka, metrics.table(share.table()).streaming());
    this.probe = new ReadProbe(dynamoDb, share.table());
    this.signals = new SnapshotSignals(share.table(), probe, kafka, metrics, clocks);
    this.patience = new AnswerPatience(share);
    this.startedMillis = clocks.now().toEpochMilli();
  }

  void agree(TableState agreement, StreamReader stream) {
    TableOffset table = agreement.table();
    Instant turn = clocks.turn();
    if (newest != null
        && table != null
        && table.currentEpochMicros() > newest.currentEpochMicros()) {
      // Decided by another leader, one of them a zombie; its epoch is the higher one.
      newest = table;
      decided = null;
    }
    if (decided != null && !decided.equals(table)) {
      if (turn.isAfter(decidedAt.plus(DECISION_PATIENCE))) {
        decide(decided);
      }
      return;
    }
    decided = null;
    if (newest != null
        && (table == null || table.currentEpochMicros() < newest.currentEpochMicros())) {
      LOG.warn(
          "Table '{}': its offset went back to an older epoch and is set right; was a zombie"
              + " task still running?",
          share.table());
      decide(newest);
      return;
    }
    notices.agree(agreement, turn);
    newest = table;
    keepFirst(agreement, turn);
    Instant now = clocks.now();
    watch.advance(agreement, stream.isSwitchedOff());
    if (table.request() == null) {
      requestedAt = null;
    }
    if (table.request() != null) {
      choose(agreement, stream, now, turn);
    } else if (table.listedMillis() == 0
        && !table.stream().isEmpty()
        && agreement.everyShare(
            says ->
                says.listedMillis() > 0 && says.raisedMicros() >= table.epoch().epochMicros())) {
      decide(table.listed(now.toEpochMilli()));
    } else if (!turn.isBefore(notBefore)) {
      ask(agreement, stream, now, turn);
    }
  }

  /**
   * The table's first epoch stands in two places, and a task that begins waits until they agree.
   */
  private void keepFirst(TableState agreement, Instant turn) {
    TableOffset table = agreement.table();
    TableOffset first = agreement.first();
    boolean behind = first == null || first.firstMicros() < table.firstMicros();
    if (!table.isFirst() || !behind || turn.isBefore(nextFirst)) {
      return;
    }
    LOG.warn(
        "Table '{}': an older first epoch was committed over {}, which is sent again; was a zombie"
            + " task still running?",
        share.table(),
        table.firstMicros());
    nextFirst = turn.plus(DECISION_PATIENCE);
    kafka.outbox().commit(new SourcePartition.First(share.table()), table);
  }

  void accept(Signal signal) {
    if (signal.type() == SignalType.EXECUTE_SNAPSHOT || signal.type() == SignalType.STOP_SNAPSHOT) {
      signals.add(signal);
    } else if (signal.at().timestampMillis() > startedMillis) {
      kafka.outbox().tell(kafka.notifications().signalAccepted(signal));
      notices.accepted(signal.type());
    }
  }

  private void ask(TableState agreement, StreamReader stream, Instant now, Instant turn) {
    TableOffset table = agreement.table();
    DataLossOffset loss = agreement.loss();
    boolean repairing = table.keys() != null && !agreement.repair().done();
    if (table.keys() != null && !repairing) {
      // They have been read; nobody is to read them in this offset again and again.
      decide(table.requested(null, null));
    } else if (!mayBeRead(table, stream)) {
      if (watch.isOver(table)
          && loss != null
          && loss.epochMicros() >= table.currentEpochMicros()
          && !repairing) {
        // What is left of the stream may have to be read on after a data loss, above a later epoch.
        request(table, "data-loss", Scope.NOTHING, now, turn);
      }
    } else if (watch.isReplaced(table)) {
      request(table, "stream", Scope.SNAPSHOT, now, turn);
    } else if (!repairing && ModeChange.lacksSnapshot(settings.snapshot().mode(), agreement)) {
      request(table, "mode", Scope.SNAPSHOT, now, turn);
    } else if (loss != null && !isMended(loss, table) && !repairing) {
      request(table, "data-loss", loss.rescan() ? Scope.SNAPSHOT : Scope.NOTHING, now, turn);
    } else if (!repairing) {
      signals.follow(table, watch.description(), now).ifPresent(next -> follow(table, next));
    }
  }

  /**
   * Nothing is read of a table whose stream would not have what changes meanwhile, nor before that
   * is known.
   */
  private boolean mayBeRead(TableOffset table, StreamReader stream) {
    return watch.records(table)
        || (watch.isReplaced(table) && watch.latestRecords() && stream.isDrained());
  }

  /** Listed keys mend nothing else; only another scan does, where one is wanted. */
  private static boolean isMended(DataLossOffset loss, TableOffset table) {
    long mended = loss.rescan() ? table.epoch().epochMicros() : table.currentEpochMicros();
    return loss.epochMicros() < mended;
  }

  private void request(
      TableOffset table, String why, Scope scopeOfEpoch, Instant now, Instant turn) {
    if (scopeOfEpoch == Scope.SNAPSHOT) {
      switch (probe.scan(why, watch.description())) {
        case OPEN -> {
          return;
        }
        case DENIED -> {
          LOG.error(
              "Table '{}': it has to be scanned again ({}), but these credentials may not scan it."
                  + " What was lost stays lost until they may: grant dynamodb:Scan, which is tried"
                  + " again every {} minutes",
              share.table(),
              why,
              PATIENCE.toMinutes());
          notBefore = turn.plus(PATIENCE);
          probe.forget();
          return;
        }
        case GRANTED -> probe.forget();
      }
    }
    String id = why + "-" + now.toEpochMilli();
    follow(table, table.requested(new EpochRequest(id, scopeOfEpoch), null));
  }

  /** Decides upon what a signal asks for, or a data loss, or another stream. */
  private void follow(TableOffset table, TableOffset next) {
    if (next.request() != null) {
      requestedAt = clocks.turn();
      watch.lookNow();
      LOG.info(
          "Table '{}': asking all of its tasks for a later epoch: {}",
          share.table(),
          next.request());
    }
    if (!next.equals(table)) {
      decide(next);
    }
  }

  private void choose(TableState agreement, StreamReader stream, Instant now, Instant turn) {
    TableOffset table = agreement.table();
    String id = table.request().id();
    boolean reads = table.request().scope() != Scope.NOTHING;
    if (requestedAt == null) {
      requestedAt = turn;
      watch.lookNow();
    }
    if (reads && watch.hasLookedSince(requestedAt) && !mayBeRead(table, stream)) {
      LOG.warn(
          "Table '{}': the later epoch that was asked for ({}) is put off until its stream records"
              + " changes",
          share.table(),
          table.request());
      decide(table.requested(null, null));
    } else if ((!reads || watch.hasLookedSince(requestedAt))
        && agreement.everyShare(says -> says.request().equals(id))) {
      long highest =
          agreement.shares().stream().mapToLong(TaskOffset::highestMicros).max().orElseThrow();
      long epoch = Epoch.after(now, Math.max(highest, table.currentEpochMicros()));
      LOG.info("Table '{}': epoch {} follows, for {}", share.table(), epoch, table.request());
      TableOffset next =
          next(table, epoch, watch.isReplaced(table) && stream.isDrained(), now)
              .handled(SnapshotSignals.handledBy(table));
      decide(next);
    } else if (patience.isOver(agreement, stream.isRestored(), turn)) {
      notBefore = turn.plus(PATIENCE);
      decide(table.requested(null, null));
    }
  }

  private TableOffset next(TableOffset table, long epoch, boolean otherStream, Instant now) {
    if (table.request().scope() != Scope.SNAPSHOT) {
      return table.raised(epoch);
    }
    TableOffset rescanned = table.rescanned(epoch, settings.snapshot().segments());
    return otherStream
        ? rescanned.following(
            watch.description().id(),
            watch.description().streamLabel(),
            Epoch.streamStart(
                epoch, now, watch.description().earliestNow(), settings.stream().overlap()))
        : rescanned;
  }

  private void decide(TableOffset next) {
    decided = next;
    decidedAt = clocks.turn();
    newest = next;
    kafka.outbox().commit(new SourcePartition.Table(share.table()), next);
  }
}
