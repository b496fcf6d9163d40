package dev.messina.sink.write;

import dev.messina.sink.mutation.MisplacedRecords;
import dev.messina.sink.mutation.RowMutation;
import dev.messina.sink.mutation.RowMutations;
import dev.messina.sink.route.TableRouter;
import dev.messina.sink.route.TableRouter.Route;
import dev.messina.sink.statement.RowWriter;
import dev.messina.sink.statement.RowWriter.BoundRow;
import dev.messina.sink.write.PendingRecord.PendingRow;
import dev.messina.sink.write.WritePolicy.Deadline;
import dev.messina.sink.write.WritePolicy.WriteLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records with a bounded number of requests and bytes in flight, tries again what may
 * succeed later, dead-letters what never can, and stops for everything else.
 *
 * <p>Guarantees: an offset is committable only when every record before it was acknowledged or
 * dead-lettered; a record that fails holds up nothing but its own place in those bounds. Rows of a
 * partition are sent in the order of their records, but may be repeated and arrive in any, which
 * their write timestamps make irrelevant.
 *
 * <p>All methods belong to the task's thread.
 */
public final class MutationWriter {

  private static final Logger LOG = LoggerFactory.getLogger(MutationWriter.class);

  /** How often a waiting {@code put} looks for records to dead-letter and for a reason to stop. */
  private static final Duration SLICE = Duration.ofMillis(50);

  /** Enough for a hundred a second, of which some have the same replicas as the row in doubt. */
  private static final int WITNESSES = 20;

  /** What a record takes beside its values, in bytes; bounds the number of small ones. */
  private static final int RECORD_OVERHEAD = 512;

  private final RowMutations mutations;
  private final TableRouter router;
  private final RowWriter rows;
  private final PartitionBatches batches;
  private final BatchSender sender;
  private final InFlight inFlight;
  private final RecordOutcomes outcomes;
  private final SinkTaskMetrics metrics;
  private final WriteLimits limits;
  private final Duration retryTimeout;
  private final Clock clock;
  private final Duration slice;
  private final FailureClassifier classifier = new FailureClassifier();
  private final OffsetTracker offsets = new OffsetTracker();
  private TopicPartition lastPartition = new TopicPartition("", -1);

  /** Whether the last records were not all taken, so that they are given again. */
  private boolean refused;

  /** How many more records this call may take though too many wait behind another. */
  private int witnesses;

  /** Since when nothing could be bound; null if it could. */
  private Instant bindingFailsSince;

  MutationWriter(
      RowMutations mutations,
      TableRouter router,
      RowWriter rows,
      WritePolicy policy,
      RetryScheduler repeats,
      DeadLetterReporter deadLetters,
      Clock clock) {
    this.mutations = mutations;
    this.router = router;
    this.rows = rows;
    this.batches = new PartitionBatches(policy.batchRowsMax(), policy.batchBytesMax());
    this.inFlight = new InFlight(policy.inFlightMax(), policy.inFlightBytesMax());
    this.metrics = new SinkTaskMetrics(inFlight, offsets, rows::unknownColumnsIgnored);
    this.outcomes =
        new RecordOutcomes(deadLetters, inFlight, metrics, mutations.knowChangeTimes(), clock);
    this.sender =
        new BatchSender(rows, policy.retries(), repeats, inFlight, metrics, clock, outcomes);
    this.limits = policy.limits();
    this.retryTimeout = policy.retries().timeout();
    this.clock = clock;
    this.slice = limits.putWait().compareTo(SLICE) < 0 ? limits.putWait() : SLICE;
  }

  /**
   * A writer into the tables that the router names.
   *
   * @param mutations reads the records
   * @param router which table each record goes to
   * @param options of the connector as it was configured
   * @param reporter where bad records go; null if the configuration tolerates none
   * @param scheduler sends repeats; its owner closes it
   */
  public static MutationWriter into(
      RowMutations mutations,
      TableRouter router,
      RowWriter rows,
      WriteSettings settings,
      Map<String, String> options,
      ErrantRecordReporter reporter,
      ScheduledExecutorService scheduler,
      Clock clock) {
    return new MutationWriter(
        mutations,
        router,
        rows,
        WritePolicy.of(settings, options),
        RetryScheduler.on(scheduler),
        DeadLetterReporter.of(reporter),
        clock);
  }

  /** What this writer has done so far. */
  public SinkTaskMetrics metrics() {
    return metrics;
  }

  InFlight inFlight() {
    return inFlight;
  }

  /**
   * Sends records; returns when all have been sent, not when they are acknowledged. An empty
   * collection only looks after what has been given before.
   *
   * @throws RetriableException if there was no room for all of them in time; the same collection
   *     may be given again and goes on where it stopped
   * @throws ConnectException if the task must stop; nothing uncertain is committable
   */
  public void put(Collection<SinkRecord> records) {
    Deadline deadline = Deadline.in(limits.putWait());
    boolean again = refused;
    refused = refused || !records.isEmpty();
    witnesses = WITNESSES;
    settle();
    sendAll(deadline);
    for (SinkRecord record : records) {
      TopicPartition partition = partition(record);
      if (!isHere(record, partition, again)) {
        accept(record, partition, deadline);
        sendReady(deadline);
      }
    }
    sendAll(deadline);
    settle();
    refused = refused && records.isEmpty();
  }

  /**
   * Whether a record comes again that was taken already. Where the framework has set the consumer
   * back, since {@code preCommit} failed, it is written again. A consumer that went back by itself
   * does not come as far as here: {@code TopicGuard} stops the task, and says so.
   */
  private boolean isHere(SinkRecord record, TopicPartition partition, boolean again) {
    if (!offsets.hasAccepted(partition, record.originalKafkaOffset())) {
      return false;
    }
    if (!again) {
      LOG.info(
          "Connect has set the consumer of {} back to offset {}, since a commit failed; what is"
              + " read again is written again.",
          partition,
          record.originalKafkaOffset());
      offsets.goBack(partition, record.originalKafkaOffset());
    }
    return again;
  }

  /**
   * Whether records have been given whose end is not known, so that {@code put} should come soon.
   */
  public boolean isBusy() {
    return inFlight.bytes() > 0;
  }

  /**
   * The offsets that may be committed now. Waits a moment for writes on their way, so that an
   * orderly end of the task leaves little to write again.
   *
   * @param consumed the framework's own offsets
   */
  public Map<TopicPartition, OffsetAndMetadata> committable(
      Map<TopicPartition, OffsetAndMetadata> consumed) {
    if (outcomes.isQuiet()) {
      inFlight.awaitIdle(limits.commitWait());
    }
    outcomes.settleReports();
    return offsets.committable(consumed);
  }

  /** Forgets partitions that are given to or taken from this task: another may have read them. */
  public void forget(Collection<TopicPartition> partitions) {
    offsets.forget(partitions);
  }

  /** Records of one partition come in a row. */
  private TopicPartition partition(SinkRecord record) {
    if (record.originalKafkaPartition() != lastPartition.partition()
        || !lastPartition.topic().equals(record.originalTopic())) {
      lastPartition = new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
    }
    return lastPartition;
  }

  private void accept(SinkRecord record, TopicPartition partition, Deadline deadline) {
    awaitPredecessors(deadline);
    if (mutations.skips(record)) {
      offsets.accept(partition, record.originalKafkaOffset()).acknowledge();
      metrics.onTombstoneIgnored();
      return;
    }
    RowMutation mutation = null;
    Route route = null;
    List<BoundRow> bound;
    Optional<PendingRecord.DeadLetter> unwritable = Optional.empty();
    Instant boundAt = clock.instant();
    try {
      mutation = mutations.from(record);
      route = router.of(record);
      bound = bind(route, mutation);
    } catch (DataException reason) {
      stopIfMisplaced(record, partition, reason);
      mutation = mutation == null ? null : mutation.leftRow();
      bound = mutation == null || route == null ? List.of() : leftBehind(route, mutation);
      PendingRecord.DeadLetter deadLetter =
          new PendingRecord.DeadLetter(
              BatchSender.CONVERSION, bound.isEmpty() ? reason : withoutOldRow(reason));
      if (bound.isEmpty()) {
        outcomes.deadLetter(
            record, deadLetter, offsets.accept(partition, record.originalKafkaOffset()));
        return;
      }
      unwritable = Optional.of(deadLetter);
    }
    long bytes = RECORD_OVERHEAD;
    for (BoundRow row : bound) {
      bytes += row.bytes();
    }
    hold(bytes, deadline);
    OffsetTracker.Pending pending = offsets.accept(partition, record.originalKafkaOffset());
    metrics.onStart();
    PendingRecord write = new PendingRecord(record, route, mutation, pending, bound.size(), bytes);
    unwritable.ifPresent(write::deadLetter);
    for (int i = 0; i < bound.size(); i++) {
      batches.add(new PendingRow(write, i, bound.get(i), boundAt));
    }
  }

  /** Its offset is taken and never acknowledged, so that nothing passes it. */
  private void stopIfMisplaced(SinkRecord record, TopicPartition partition, DataException reason) {
    Optional<ConnectException> misplaced = MisplacedRecords.reason(record, reason);
    if (misplaced.isPresent()) {
      offsets.accept(partition, record.originalKafkaOffset());
      throw misplaced.get();
    }
  }

  /** The item has left that row, whatever becomes of its new one, and no later record knows it. */
  private List<BoundRow> leftBehind(Route route, RowMutation left) {
    try {
      return bind(route, left);
    } catch (DataException alsoUnfit) {
      return List.of();
    }
  }

  /**
   * The mutation's rows. Binding can fail for want of the cluster, since the statements of a table
   * that was altered are prepared again.
   *
   * @throws DataException if the record must be dead-lettered
   * @throws RetriableException if it can be bound later
   * @throws ConnectException if the task must stop
   */
  private List<BoundRow> bind(Route route, RowMutation mutation) {
    try {
      List<BoundRow> bound = rows.bind(route, mutation);
      bindingFailsSince = null;
      return bound;
    } catch (DataException reason) {
      throw reason;
    } catch (RuntimeException e) {
      Instant now = clock.instant();
      bindingFailsSince = bindingFailsSince == null ? now : bindingFailsSince;
      boolean inTime = Duration.between(bindingFailsSince, now).compareTo(retryTimeout) < 0;
      Failure failure = classifier.classify(e);
      throw inTime && failure.kind().mayPass()
          ? WriteErrors.notBoundYet(mutation.coordinates(), retryTimeout, failure, e)
          : WriteErrors.notBound(mutation.coordinates(), failure, e);
    }
  }

  private static DataException withoutOldRow(DataException reason) {
    return new DataException(
        reason.getMessage() + " The row that its item had before it moved is deleted.", reason);
  }

  private void awaitPredecessors(Deadline deadline) {
    if (offsets.holds(limits.heldMax())) {
      sendAll(deadline);
      settle();
      if (offsets.holds(limits.heldMax()) && !isNeededAsWitness()) {
        throw new RetriableException(
            limits.heldMax()
                + " records wait behind one that is still being tried. Check the cluster.");
      }
    }
  }

  /**
   * A few rows go on being sent, so that it can be told whether a row or the cluster is at fault.
   */
  private boolean isNeededAsWitness() {
    return sender.isInDoubt() && witnesses-- > 0;
  }

  /** Rows that wait for others of their partition must not be what the room is waited for. */
  private void hold(long bytes, Deadline deadline) {
    if (!inFlight.hold(bytes, Duration.ZERO)) {
      sendAll(deadline);
      await(wait -> inFlight.hold(bytes, wait), deadline);
    }
  }

  private void sendAll(Deadline deadline) {
    batches.close();
    sendReady(deadline);
  }

  private void sendReady(Deadline deadline) {
    while (batches.hasReady()) {
      await(inFlight::enter, deadline);
      sender.send(batches.takeReady());
    }
  }

  /** Room that is there is taken even after the deadline; only waiting has an end. */
  private void await(Predicate<Duration> room, Deadline deadline) {
    boolean entered = room.test(Duration.ZERO);
    while (!entered) {
      settle();
      if (deadline.isPast()) {
        throw WriteErrors.noRoom(inFlight, limits.putWait());
      }
      entered = room.test(slice);
    }
  }

  private void settle() {
    try {
      outcomes.settle();
    } finally {
      offsets.advance();
    }
  }
}
