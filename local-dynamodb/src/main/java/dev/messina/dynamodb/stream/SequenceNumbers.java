package dev.messina.dynamodb.stream;

import java.util.Random;

/** The sequence numbers of one shard: from a beginning of its own on, with gaps. */
final class SequenceNumbers {

  private static final int MOST_HEAD_DIGITS = 6;
  private static final long MOST_TAIL = 1_000_000_000_000L;
  private static final int WIDEST_HEAD_GAP = 3;
  private static final int WIDEST_TAIL_GAP = 1000;

  private final Random random;
  private final SequenceNumber first;
  private SequenceNumber last;
  private boolean used;

  SequenceNumbers(Random random) {
    this.random = random;
    int digits = 1 + random.nextInt(MOST_HEAD_DIGITS);
    long head = 1 + random.nextLong((long) Math.pow(10, digits) - 1);
    this.first = new SequenceNumber(head, random.nextLong(MOST_TAIL));
    this.last = first;
    // Some shards have a record at their starting number, others do not.
    this.used = random.nextBoolean();
  }

  /** No number is lower. */
  SequenceNumber first() {
    return first;
  }

  /** No number that was given out is higher. */
  SequenceNumber last() {
    return last;
  }

  SequenceNumber next() {
    if (used) {
      last =
          new SequenceNumber(
              last.head() + 1 + random.nextInt(WIDEST_HEAD_GAP),
              last.tail() + 1 + random.nextInt(WIDEST_TAIL_GAP));
    }
    used = true;
    return last;
  }
}
