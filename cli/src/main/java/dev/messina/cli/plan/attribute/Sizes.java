package dev.messina.cli.plan.attribute;

/** Sizes, by powers of two. For use by one thread. */
public final class Sizes {

  private final long[] counts = new long[Long.SIZE];
  private long count;
  private long sum;
  private long most;

  Sizes() {}

  void add(long size) {
    counts[bucket(size)]++;
    count++;
    sum += size;
    most = Math.max(most, size);
  }

  private static int bucket(long size) {
    return size <= 1 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(size - 1);
  }

  public long count() {
    return count;
  }

  public long sum() {
    return sum;
  }

  public long most() {
    return most;
  }

  public long average() {
    return count == 0 ? 0 : Math.round((double) sum / count);
  }

  /** The power of two that half of them do not exceed, or the largest if that is less. */
  public long typical() {
    long seen = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      seen += counts[bucket];
      if (seen * 2 >= count) {
        return Math.min(most, 1L << bucket);
      }
    }
    return most;
  }
}
