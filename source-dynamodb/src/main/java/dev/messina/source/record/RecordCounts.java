package dev.messina.source.record;

import java.util.concurrent.atomic.LongAdder;

/** What did not go the usual way, counted since the task began. Safe for use by several threads. */
public final class RecordCounts {

  private final LongAdder ttlSkipped = new LongAdder();
  private final LongAdder beforeDropped = new LongAdder();
  private final LongAdder deadLettered = new LongAdder();
  private final LongAdder oversizeFailed = new LongAdder();

  /** Deletes of expired items that were skipped. */
  public long ttlSkipped() {
    return ttlSkipped.sum();
  }

  /** Records that went without the image before the change because they were too big with it. */
  public long beforeDropped() {
    return beforeDropped.sum();
  }

  /** Changes too big to send, in whose place a record without images went to the oversize topic. */
  public long deadLettered() {
    return deadLettered.sum();
  }

  /** Changes too big to send that failed the task. */
  public long oversizeFailed() {
    return oversizeFailed.sum();
  }

  void countTtlSkipped() {
    ttlSkipped.increment();
  }

  void countBeforeDropped() {
    beforeDropped.increment();
  }

  void countDeadLettered() {
    deadLettered.increment();
  }

  void countOversizeFailed() {
    oversizeFailed.increment();
  }
}
