package dev.messina.sink.write;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Which offsets may be committed: never past a record that is neither written nor reported, and how
 * far a partition is done without a gap. Belongs to the task's thread; only the ends of a {@link
 * Pending}, and the questions for the metrics, may come from elsewhere.
 */
final class OffsetTracker {

  private static final long UNKNOWN = -1;

  private final Map<TopicPartition, Partition> partitions = new ConcurrentHashMap<>();
  private int held;

  /**
   * Records of one partition in the order of their offsets, the acknowledged ones at the head gone.
   */
  private final class Partition {
    private final Deque<Pending> pending = new ArrayDeque<>();
    private long lastAccepted = -1;
    private volatile long doneOffset = UNKNOWN;
    private volatile long newestChangeMicros = UNKNOWN;

    private void dropAcknowledged() {
      Pending last = null;
      long newest = newestChangeMicros;
      while (!pending.isEmpty() && pending.peekFirst().acknowledged) {
        last = pending.removeFirst();
        newest = Math.max(newest, last.changeMicros);
        held--;
      }
      if (last != null) {
        doneOffset = last.offset;
        newestChangeMicros = newest;
      }
    }
  }

  /** One record that has been accepted. */
  static final class Pending {
    private final long offset;
    private long changeMicros = UNKNOWN;
    private volatile boolean acknowledged;
    private volatile boolean forgotten;

    private Pending(long offset) {
      this.offset = offset;
    }

    /** It is done: kept elsewhere, or skipped. */
    void acknowledge() {
      acknowledged = true;
    }

    /** It is done: the target has the change of that time. */
    void applied(long micros) {
      changeMicros = micros;
      acknowledged = true;
    }

    /** Whether its partition has gone to another task, which will read the record again. */
    boolean isForgotten() {
      return forgotten;
    }
  }

  /**
   * Whether the record is here already: the framework delivers a refused batch again as a whole.
   */
  boolean hasAccepted(TopicPartition partition, long offset) {
    Partition known = partitions.get(partition);
    return known != null && offset <= known.lastAccepted;
  }

  /** The partition is read again from this offset on, perhaps with other records. */
  void goBack(TopicPartition topicPartition, long offset) {
    Partition partition = partitions.get(topicPartition);
    Deque<Pending> pending = partition.pending;
    while (!pending.isEmpty() && pending.peekLast().offset >= offset) {
      pending.removeLast().forgotten = true;
      held--;
    }
    partition.lastAccepted = offset - 1;
  }

  Pending accept(TopicPartition topicPartition, long offset) {
    Partition partition = partitions.computeIfAbsent(topicPartition, unseen -> new Partition());
    Pending pending = new Pending(offset);
    partition.dropAcknowledged();
    partition.pending.addLast(pending);
    held++;
    partition.lastAccepted = offset;
    return pending;
  }

  /**
   * Whether that many records are kept because one before them, or they themselves, are not done.
   */
  boolean holds(int limit) {
    if (held < limit) {
      return false;
    }
    advance();
    return held >= limit;
  }

  /** Notes what has been acknowledged since, for those who ask how far it has come. */
  void advance() {
    partitions.values().forEach(Partition::dropAcknowledged);
  }

  /**
   * The offset of each partition up to which all records are done, by the partition's name; none
   * where no record is done yet.
   */
  Map<String, Long> doneOffsets() {
    return known(partition -> partition.doneOffset);
  }

  /**
   * The time of the newest change that was applied up to that offset, in milliseconds since 1970;
   * none where it is not known.
   */
  Map<String, Long> newestChanges() {
    Map<String, Long> newest = known(partition -> partition.newestChangeMicros);
    newest.replaceAll((partition, micros) -> TimeUnit.MICROSECONDS.toMillis(micros));
    return newest;
  }

  private Map<String, Long> known(ToLongFunction<Partition> question) {
    Map<String, Long> known = new TreeMap<>();
    partitions.forEach(
        (topicPartition, partition) -> {
          long answer = question.applyAsLong(partition);
          if (answer != UNKNOWN) {
            known.put(topicPartition.toString(), answer);
          }
        });
    return known;
  }

  /**
   * The offsets that may be committed.
   *
   * @param consumed the framework's own; they also cover records that transforms have filtered
   */
  Map<TopicPartition, OffsetAndMetadata> committable(
      Map<TopicPartition, OffsetAndMetadata> consumed) {
    Map<TopicPartition, OffsetAndMetadata> committable = new HashMap<>();
    consumed.forEach(
        (topicPartition, offset) ->
            committable.put(topicPartition, notPastPending(topicPartition, offset)));
    return committable;
  }

  private OffsetAndMetadata notPastPending(
      TopicPartition topicPartition, OffsetAndMetadata consumed) {
    Partition partition = partitions.get(topicPartition);
    if (partition == null) {
      return consumed;
    }
    partition.dropAcknowledged();
    Pending lowest = partition.pending.peekFirst();
    return lowest == null || lowest.offset >= consumed.offset()
        ? consumed
        : new OffsetAndMetadata(lowest.offset);
  }

  /** Drops what is known of partitions that are not, or no longer, this task's. */
  void forget(Collection<TopicPartition> revoked) {
    for (TopicPartition topicPartition : revoked) {
      Partition partition = partitions.remove(topicPartition);
      if (partition != null) {
        partition.pending.forEach(pending -> pending.forgotten = true);
        held -= partition.pending.size();
      }
    }
  }
}
