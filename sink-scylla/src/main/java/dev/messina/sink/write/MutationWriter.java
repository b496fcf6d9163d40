package dev.messina.sink.write;

import dev.messina.sink.cql.RowWrites;
import dev.messina.sink.mutation.RowMutation;
import dev.messina.sink.mutation.RowMutations;
import dev.messina.sink.route.TableName;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Writes records with a bounded number in flight, tries again what may succeed later, puts aside
 * what never can, and stops for everything else.
 *
 * <p>Guarantees: an offset is committable only when every record before it was acknowledged or put
 * aside; a record that fails holds up nothing but its own place in that bound. Records are not kept
 * in order, which their write times make unnecessary.
 *
 * <p>All methods belong to the task's thread.
 */
public final class MutationWriter {

  /** How often a waiting {@code put} looks for records to put aside and for a reason to stop. */
  private static final Duration SLICE = Duration.ofMillis(50);

  private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
  private static final Duration BACKOFF_MAX = Duration.ofSeconds(10);

  private final RowMutations mutations;
  private final RowSender sender;
  private final DeadLetters deadLetters;
  private final SinkTaskMetrics metrics;
  private final int inFlightMax;
  private final WriteLimits limits;
  private final OffsetTracker offsets = new OffsetTracker();
  private final Semaphore room;
  private final Queue<Rejection> rejections = new ConcurrentLinkedQueue<>();
  private final AtomicReference<ConnectException> stopped = new AtomicReference<>();
  private final WriteOutcomes outcomes = new Outcomes();

  /** A record to put aside, which only the task's thread may do. */
  private record Rejection(
      SinkRecord record, OffsetTracker.Pending pending, DataException reason) {}

  MutationWriter(
      RowMutations mutations,
      RowSender sender,
      DeadLetters deadLetters,
      SinkTaskMetrics metrics,
      int inFlightMax,
      WriteLimits limits) {
    this.mutations = mutations;
    this.sender = sender;
    this.deadLetters = deadLetters;
    this.metrics = metrics;
    this.inFlightMax = inFlightMax;
    this.limits = limits;
    this.room = new Semaphore(inFlightMax);
  }

  /**
   * A writer into one table.
   *
   * @param reporter where bad records go; null if the configuration tolerates none
   * @param scheduler sends repeats; its owner closes it
   */
  public static MutationWriter into(
      TableName table,
      RowWrites rows,
      WriteSettings settings,
      ErrantRecordReporter reporter,
      ScheduledExecutorService scheduler,
      SinkTaskMetrics metrics,
      Clock clock) {
    RowSender sender =
        new RowSender(
            table,
            rows,
            settings.retryTimeout(),
            WriteLimits.USUAL.ambiguousAttemptsMax(),
            new Backoff(FIRST_BACKOFF, BACKOFF_MAX, new java.util.Random()),
            scheduler,
            metrics,
            clock);
    return new MutationWriter(
        new RowMutations(clock),
        sender,
        DeadLetters.of(reporter),
        metrics,
        settings.inFlightMax(),
        WriteLimits.USUAL);
  }

  /**
   * Sends records; returns when all have been sent, not when they are acknowledged. An empty
   * collection only looks after what has been sent before.
   *
   * @throws RetriableException if there was no room for all of them in time; the same collection
   *     may be given again and goes on where it stopped
   * @throws ConnectException if the task must stop; nothing uncertain is committable
   */
  public void put(Collection<SinkRecord> records) {
    settle();
    for (SinkRecord record : records) {
      TopicPartition partition =
          new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
      if (!offsets.hasAccepted(partition, record.originalKafkaOffset())) {
        awaitRoom();
        accept(record, offsets.accept(partition, record.originalKafkaOffset()));
        settle();
      }
    }
  }

  /**
   * Whether records have been sent whose end is not known, so that {@code put} should come soon.
   */
  public boolean isBusy() {
    return room.availablePermits() < inFlightMax;
  }

  /**
   * The offsets that may be committed now. Waits a moment for writes on their way, so that an
   * orderly end of the task leaves little to write again.
   *
   * @param consumed the framework's own offsets
   */
  public Map<TopicPartition, OffsetAndMetadata> committable(
      Map<TopicPartition, OffsetAndMetadata> consumed) {
    if (rejections.isEmpty()
        && stopped.get() == null
        && acquired(inFlightMax, limits.commitWait())) {
      room.release(inFlightMax);
    }
    return offsets.committable(consumed);
  }

  /** Forgets partitions that are given to or taken from this task: another may have read them. */
  public void forget(Collection<TopicPartition> partitions) {
    offsets.forget(partitions);
  }

  private void accept(SinkRecord record, OffsetTracker.Pending pending) {
    metrics.onStart();
    RowMutation mutation;
    try {
      mutation = mutations.from(record);
    } catch (DataException reason) {
      rejections.add(new Rejection(record, pending, reason));
      return;
    }
    sender.send(PendingWrite.first(record, mutation, pending), outcomes);
  }

  private void awaitRoom() {
    long slices = limits.putWait().dividedBy(SLICE);
    while (!acquired(1, SLICE)) {
      settle();
      if (slices-- <= 0) {
        throw new RetriableException(
            inFlightMax
                + " rows (write.inflight.max) are in flight and none was acknowledged for "
                + limits.putWait().toMillis()
                + " ms; their writes are still being tried. Check the cluster.");
      }
    }
    if (offsets.holds(limits.heldMax())) {
      room.release();
      throw new RetriableException(
          limits.heldMax()
              + " records wait behind one that is still being tried. Check the cluster.");
    }
  }

  private boolean acquired(int permits, Duration wait) {
    try {
      return room.tryAcquire(permits, wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException("Interrupted while waiting for writes to end.", e);
    }
  }

  private void settle() {
    for (Rejection next = rejections.peek(); next != null; next = rejections.peek()) {
      if (!next.pending().isForgotten()) {
        deadLetters.put(next.record(), next.reason());
        metrics.onRejected();
      }
      rejections.remove();
      end(next.pending());
    }
    ConnectException reason = stopped.get();
    if (reason != null) {
      throw reason;
    }
  }

  private void end(OffsetTracker.Pending pending) {
    pending.acknowledge();
    metrics.onEnd();
    room.release();
  }

  /** What the sender's threads hand over. */
  private final class Outcomes implements WriteOutcomes {
    @Override
    public void written(PendingWrite write) {
      metrics.onWritten(write.mutation());
      end(write.pending());
    }

    @Override
    public void rejected(PendingWrite write, DataException reason) {
      rejections.add(new Rejection(write.record(), write.pending(), reason));
    }

    @Override
    public void abandoned(PendingWrite write) {
      // Not acknowledged: if the partition is still here, its offset must not move past it.
      metrics.onEnd();
      room.release();
    }

    @Override
    public void stopped(PendingWrite write, ConnectException reason) {
      stopped.compareAndSet(null, reason);
    }
  }
}
