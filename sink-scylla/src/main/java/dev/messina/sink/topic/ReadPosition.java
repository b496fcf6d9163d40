package dev.messina.sink.topic;

import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/** How far a partition was read, from when the task got it to when it is taken away. */
final class ReadPosition {

  private static final long UNKNOWN = -1;

  /**
   * In topics of exactly-once sources, the marker of a transaction takes an offset. Consumers skip
   * it, and an offset that Connect commits may stand before it.
   */
  private static final long MARKER = 1;

  /** Offsets between two records of which nothing came, the first included. */
  record Gap(long from, long to) {

    private boolean holds(long start) {
      return from + MARKER < start && start <= to;
    }
  }

  /** Where it stood when Kafka was asked; the gap is null if there was none. */
  record Standing(long next, Gap gap) {}

  private final TopicPartition partition;
  private long from = UNKNOWN;
  private long next = UNKNOWN;
  private long requested = UNKNOWN;
  private long least;
  private long stalledAt = UNKNOWN;
  private long backAt = UNKNOWN;
  private Gap gap;
  private boolean rewound;
  private boolean certain;
  private boolean asked;
  private boolean answered;

  /**
   * @param least an offset below which it was never set
   */
  ReadPosition(TopicPartition partition, long least) {
    this.partition = partition;
    this.least = least;
  }

  TopicPartition partition() {
    return partition;
  }

  /**
   * Takes in a run of records.
   *
   * @param again whether the records before were refused, so that they may come again
   * @return the position, if the consumer went back before it by itself
   */
  OptionalLong read(long first, long last, boolean again) {
    long position = Math.max(again ? from : next, least);
    boolean back = first < position;
    if (back && !rewound) {
      backAt = first;
      return OptionalLong.of(position);
    }
    rewound = rewound && !back;
    if (certain && first > next + MARKER) {
      gap = new Gap(gap == null ? next : gap.from(), first);
    }
    from = first;
    next = last + 1;
    certain = true;
    return OptionalLong.empty();
  }

  /** Where the consumer stood when it had gone back by itself. */
  OptionalLong backAt() {
    return backAt == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(backAt);
  }

  /** The framework's position, which also covers records that were filtered. */
  void standsAt(long consumed) {
    next = Math.max(next, consumed);
    from = from == UNKNOWN ? next : from;
  }

  /** The framework sets the consumer back. */
  void rewind() {
    rewound = true;
  }

  /** Not past what may have been deleted; whether an offset was committed, nobody says. */
  long request(long offset) {
    least = Math.max(least, requested);
    requested = gap == null ? offset : Math.min(offset, gap.from());
    return requested;
  }

  /** An offset below which the next owner's position is not. */
  long least() {
    return least;
  }

  boolean isNew() {
    return !asked;
  }

  /** Whether nothing may be committed yet. */
  boolean isUnanswered() {
    return !answered;
  }

  boolean waits() {
    return !answered || gap != null;
  }

  /** Kafka is asked about it now. */
  Standing ask() {
    asked = true;
    return new Standing(next, gap);
  }

  /** Kafka is not asked, or has not answered. */
  void holdNothingUp() {
    answered = true;
    gap = null;
    stalledAt = UNKNOWN;
  }

  /**
   * What the offset that this sink has committed before says about what is left.
   *
   * @param start the first offset that is left
   * @return the first offset that was deleted unread
   */
  OptionalLong deletedBefore(long committed, long start) {
    next = Math.max(next, committed);
    certain = true;
    return committed + MARKER < start ? OptionalLong.of(committed) : OptionalLong.empty();
  }

  /**
   * Whether records were deleted unread.
   *
   * @param then where it stood when Kafka was asked
   * @param start the first offset that is left
   * @param holding whether records that were refused stand before the task
   * @return the first offset that was
   */
  OptionalLong deletedUnread(Standing then, long start, boolean holding) {
    answered = true;
    if (then.gap() != null) {
      if (then.gap().holds(start)) {
        return OptionalLong.of(then.gap().from());
      }
      gap = gap.equals(then.gap()) ? null : new Gap(then.gap().to(), gap.to());
    }
    boolean stalls = certain && !holding && next == then.next() && next + MARKER < start;
    if (stalls && stalledAt == next) {
      return OptionalLong.of(next);
    }
    stalledAt = stalls ? next : UNKNOWN;
    return OptionalLong.empty();
  }
}
