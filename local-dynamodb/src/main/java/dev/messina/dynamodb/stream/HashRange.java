package dev.messina.dynamodb.stream;

/**
 * The hashes of partition keys that a shard takes changes of.
 *
 * @param first read without sign
 * @param last read without sign, itself among them
 */
record HashRange(long first, long last) {

  static final HashRange ALL = new HashRange(0, -1);

  HashRange {
    if (Long.compareUnsigned(first, last) > 0) {
      throw new IllegalArgumentException("A range ends behind its beginning");
    }
  }

  /** One of as many parts of all hashes, of the same width. */
  static HashRange part(int index, int count) {
    long width = count == 1 ? 0 : Long.divideUnsigned(-1, count);
    long first = width * index;
    return new HashRange(first, index == count - 1 ? -1 : first + width - 1);
  }

  boolean contains(long hash) {
    return Long.compareUnsigned(hash, first) >= 0 && Long.compareUnsigned(hash, last) <= 0;
  }

  /** Whether it has two halves. */
  boolean isDivisible() {
    return first != last;
  }

  HashRange lowerHalf() {
    return new HashRange(first, middle());
  }

  HashRange upperHalf() {
    return new HashRange(middle() + 1, last);
  }

  boolean touches(HashRange other) {
    return isBefore(other) || other.isBefore(this);
  }

  /** Both together, if they touch. */
  HashRange with(HashRange other) {
    return isBefore(other) ? new HashRange(first, other.last) : new HashRange(other.first, last);
  }

  private boolean isBefore(HashRange other) {
    return last + 1 == other.first && last != -1;
  }

  private long middle() {
    return first + ((last - first) >>> 1);
  }
}
