package dev.messina.source.control;

import java.util.Comparator;

/**
 * Where a signal stands in the control topic. The order is that of the times at which signals were
 * written, so that all tasks agree on which of two signals is the later one, whatever partitions
 * they were written to and in whatever order they were read.
 *
 * @param timestampMillis the record's timestamp, or that of an earlier signal of the same partition
 *     where that is later, in milliseconds since 1970
 */
public record SignalPosition(int partition, long offset, long timestampMillis)
    implements Comparable<SignalPosition> {

  private static final Comparator<SignalPosition> ORDER =
      Comparator.comparingLong(SignalPosition::timestampMillis)
          .thenComparingInt(SignalPosition::partition)
          .thenComparingLong(SignalPosition::offset);

  @Override
  public int compareTo(SignalPosition other) {
    return ORDER.compare(this, other);
  }
}
