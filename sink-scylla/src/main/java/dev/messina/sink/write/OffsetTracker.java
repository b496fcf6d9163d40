package dev.messina.sink.write;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Which offsets may be committed: never past a record that is neither written nor reported. Belongs
 * to the task's thread; only {@link Pending#acknowledge} may be called from elsewhere.
 */
final class OffsetTracker {

  private final Map<TopicPartition, Partition> partitions = new HashMap<>();
  private int held;

  /**
   * Records of one partition in the order of their offsets, the acknowledged ones at the head gone.
   */
  private final class Partition {
    private final Deque<Pending> pending = new ArrayDeque<>();
    private long lastAccepted = -1;

    private void dropAcknowledged() {
      while (!pending.isEmpty() && pending.peekFirst().acknowledged) {
        pending.removeFirst();
        held--;
      }
    }
  }

  /** One record that has been accepted. */
  static final class Pending {
    private final long offset;
    private volatile boolean acknowledged;
    private volatile boolean forgotten;

    private Pending(long offset) {
      this.offset = offset;
    }

    void acknowledge() {
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
    partitions.values().forEach(Partition::dropAcknowledged);
    return held >= limit;
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
