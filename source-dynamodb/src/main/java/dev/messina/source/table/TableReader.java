package dev.messina.source.table;

import dev.messina.source.assignment.TableAssignment;
import dev.messina.source.aws.TableDescription;
import dev.messina.source.control.Kafka;
import dev.messina.source.control.Signal;
import dev.messina.source.control.Signal.SignalType;
import dev.messina.source.control.TableControl;
import dev.messina.source.fetch.Clocks;
import dev.messina.source.fetch.DynamoDb;
import dev.messina.source.metrics.SourceMetrics;
import dev.messina.source.metrics.TableMetrics;
import dev.messina.source.offset.CommittedOffsets;
import dev.messina.source.offset.SourceOffset.TaskOffset;
import dev.messina.source.offset.SourcePartition;
import dev.messina.source.offset.TableOffset;
import dev.messina.source.offset.TableOffset.EpochRequest;
import dev.messina.source.offset.TableState;
import dev.messina.source.record.RecordCounts;
import dev.messina.source.record.SourceRecords;
import dev.messina.source.snapshot.KeySnapshot;
import dev.messina.source.snapshot.SnapshotReader;
import dev.messina.source.snapshot.SnapshotReader.ScanShare;
import dev.messina.source.stream.CommittedShards;
import dev.messina.source.stream.StreamOrigin;
import dev.messina.source.stream.StreamReader;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a share of a table and of its stream, both at once, under a committed epoch; and follows
 * the table from one epoch to the next.
 */
final class TableReader implements TableStage {

  private static final Logger LOG = LoggerFactory.getLogger(TableReader.class);

  /**
   * After so long what was said is said again, should an older word have been committed over it.
   */
  private static final Duration SAY_AGAIN = Duration.ofMinutes(3);

  /** In which a leader that is alive has put a request off. */
  private static final Duration LONG_HOLD = Duration.ofMinutes(10);

  private final TableSettings settings;
  private final TableAssignment share;
  private final DynamoDb dynamoDb;
  private final Clocks clocks;
  private final Kafka kafka;
  private final CommittedOffsets offsets;
  private final SourceMetrics task;
  private final TableDescription description;
  private final SourceRecords records;
  private final EpochCoordinator leader;
  private final TableMetrics metrics;
  private final RecordCounts counts = new RecordCounts();
  private TableControl control = TableControl.AS_CONFIGURED;
  private TableOffset table;
  private TaskOffset says;
  private Instant saidAt;
  private Instant heldSince;
  private StreamReader stream;
  private SnapshotReader snapshot;
  private long snapshotMicros;
  private KeySnapshot keys;

  /**
   * @param agreement with a committed epoch
   */
  TableReader(
      TableSettings settings,
      TableDescription description,
      TableState agreement,
      DynamoDb dynamoDb,
      Kafka kafka,
      CommittedOffsets offsets,
      SourceMetrics task) {
    this.settings = settings;
    this.share = settings.share();
    this.dynamoDb = dynamoDb;
    this.clocks = dynamoDb.clocks();
    this.kafka = kafka;
    this.offsets = offsets;
    this.task = task;
    this.description = description;
    this.records =
        new SourceRecords(settings.origin(), description.key(), counts, clocks.dynamoDb());
    this.metrics = task.table(share.table());
    this.table = agreement.table();
    this.says = agreement.shares().get(share.index());
    this.leader =
        share.leads()
            ? new EpochCoordinator(settings, description, dynamoDb, kafka, offsets, task)
            : null;
    this.stream = follow();
    this.saidAt = clocks.turn();
    agree(agreement);
  }

  @Override
  public TableStage agree(TableState agreement) {
    if (agreement.table() == null || isBefore(agreement.table())) {
      // A zombie task has committed once more; the leader sets it right.
      return lead(agreement);
    }
    requireSameBeginning(agreement.table());
    table = agreement.table();
    if (table.request() == null && !table.stream().equals(stream.label())) {
      LOG.info("Table '{}': its stream is '{}' from now on", share.table(), table.stream());
      says = says.listed(0);
      stream = follow();
      stream.pause(control.streamPaused());
    }
    stream.agree(agreement);
    TaskOffset said = says;
    answer();
    scan(agreement);
    readKeys(agreement);
    metrics
        .streaming()
        .totals(
            counts.beforeDropped() + counts.deadLettered() + counts.oversizeFailed(),
            counts.ttlSkipped(),
            counts.ttlSkipped() + counts.deadLettered());
    if (stream.isListed() && says.listedMillis() == 0) {
      says = says.listed(clocks.now().toEpochMilli());
    }
    Instant now = clocks.turn();
    boolean overwritten =
        !says.equals(agreement.shares().get(share.index())) && now.isAfter(saidAt.plus(SAY_AGAIN));
    if (!says.equals(said) || overwritten) {
      saidAt = now;
      kafka.outbox().commit(partition(), says);
    }
    return lead(agreement);
  }

  /** Signals from before the table's first epoch were meant for another life of the connector. */
  @Override
  public void accept(Signal signal) {
    if (signal.at().timestampMillis() < table.beganMillis()) {
      LOG.info(
          "Table '{}': signal {} is older than the table's first epoch and does not count",
          share.table(),
          signal.id());
      return;
    }
    boolean streamWasPaused = control.streamPaused();
    control = control.after(signal);
    if (control.streamPaused() != streamWasPaused) {
      stream.pause(control.streamPaused());
    }
    if (snapshot != null) {
      steer(signal.type());
    }
    if (leader != null) {
      leader.accept(signal);
    }
  }

  @Override
  public TableStage advance() {
    stream.advance();
    if (snapshot != null) {
      snapshot.advance();
    }
    return this;
  }

  private TableStage lead(TableState agreement) {
    if (leader != null) {
      leader.agree(agreement, stream);
    }
    return this;
  }

  /** What was read under another first epoch has write timestamps that do not compare. */
  private void requireSameBeginning(TableOffset committed) {
    if (committed.firstMicros() != table.firstMicros()) {
      throw new ConnectException(
          "Table '"
              + share.table()
              + "': its first epoch is "
              + committed.firstMicros()
              + ", but this task has begun under "
              + table.firstMicros()
              + ": a zombie task was still running. Restart the connector's"
              + " tasks; they read again what was read under the other epoch, and nothing is"
              + " lost.");
    }
  }

  private boolean isBefore(TableOffset committed) {
    return committed.currentEpochMicros() < table.currentEpochMicros();
  }

  /** Holds the stream while a later epoch is asked for, and raises it when there is one. */
  private void answer() {
    EpochRequest request = table.request();
    if (request != null) {
      long highest = stream.hold();
      tellLongHold(request);
      if (stream.isRestored() && !says.request().equals(request.id())) {
        LOG.info(
            "Table '{}': a later epoch is asked for ({}); the stream waits for it",
            share,
            request.id());
        says = says.answered(request.id(), highest);
      }
      return;
    }
    heldSince = null;
    long currentEpoch = table.currentEpochMicros();
    if (!stream.isRaised(currentEpoch)) {
      stream.raise(currentEpoch);
    }
    if (says.raisedMicros() < currentEpoch && stream.isRaised(currentEpoch)) {
      says = says.raised(currentEpoch);
    }
  }

  /** Only the leader puts a request off. Whoever went on by himself might outrun its answer. */
  private void tellLongHold(EpochRequest request) {
    Instant now = clocks.turn();
    if (heldSince == null) {
      heldSince = now;
    } else if (now.isAfter(heldSince.plus(LONG_HOLD))) {
      heldSince = now;
      LOG.error(
          "Table '{}': nothing is read for {} minutes, since a later epoch is asked for ({}) and"
              + " the task that leads the table neither chooses it nor puts it off. Look for a task"
              + " of this connector that has failed, and restart it; and set the workers'"
              + " offset.flush.interval.ms to a few seconds if it is minutes, since an epoch takes"
              + " three commits",
          share,
          LONG_HOLD.toMinutes(),
          request.id());
    }
  }

  private void scan(TableState agreement) {
    long epoch = table.epoch().epochMicros();
    if (snapshot != null && (snapshotMicros != epoch || table.totalSegments() == 0)) {
      snapshot.abandon();
      snapshot = null;
    }
    if (snapshot == null && table.totalSegments() > 0 && agreement.raisedTo(epoch)) {
      snapshotMicros = epoch;
      snapshot =
          new SnapshotReader(
              new ScanShare(share, table),
              settings.snapshot(),
              dynamoDb,
              offsets,
              kafka.outbox(),
              records,
              metrics.snapshot());
      snapshot.begin();
      steer(SignalType.PAUSE_SNAPSHOT);
      steer(SignalType.THROTTLE_SNAPSHOT);
    }
    if (snapshot != null) {
      snapshot.yieldToStream(stream.isNearTheTrimHorizon());
      if (says.scannedMicros() < epoch && snapshot.isCommitted()) {
        says = says.scanned(epoch);
      }
    }
  }

  /** Lets a signal about the scan take effect, or what signals said before the scan began. */
  private void steer(SignalType type) {
    switch (type) {
      case PAUSE_SNAPSHOT, RESUME_SNAPSHOT -> snapshot.pause(control.snapshotPaused());
      case THROTTLE_SNAPSHOT -> snapshot.throttle(control.maxRcu());
      case EXECUTE_SNAPSHOT, STOP_SNAPSHOT, PAUSE_STREAM, RESUME_STREAM -> {
        // Not about the speed of a scan.
      }
    }
  }

  /** The listed keys of a repair are few; the leader reads them alone. */
  private void readKeys(TableState agreement) {
    if (leader == null) {
      return;
    }
    if (keys != null && keys.epochMicros() != table.currentEpochMicros()) {
      keys.abandon();
      keys = null;
    }
    if (keys == null
        && table.keys() != null
        && table.request() == null
        && !agreement.repair().done()
        && agreement.raisedTo(table.currentEpochMicros())) {
      keys =
          new KeySnapshot(share.table(), table, agreement.repair(), records, dynamoDb, kafka, task);
      keys.begin();
    } else if (keys != null && table.keys() != null && !agreement.repair().done()) {
      keys.sayAgain(SAY_AGAIN);
    }
  }

  private StreamReader follow() {
    String arn = table.stream().isEmpty() ? null : StreamOrigin.arn(streamArn(), table.stream());
    return new StreamReader(
        new CommittedShards(
            offsets,
            new StreamOrigin(
                settings.origin().connector(),
                share,
                arn,
                table.stream(),
                table.epoch().streamStartMicros()),
            table),
        settings.streamOptions(),
        dynamoDb,
        kafka,
        records,
        metrics.streaming(),
        arn != null && table.listedMillis() == 0 && says.listedMillis() == 0);
  }

  private String streamArn() {
    if (description.streamArn() == null) {
      throw new ConnectException(description.problemOfStream().orElseThrow());
    }
    return description.streamArn();
  }

  private SourcePartition partition() {
    return new SourcePartition.Task(share.table(), share.index(), share.count());
  }
}
