package dev.messina.dynamodb.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The records of one shard in their order, of which the oldest are trimmed. A record keeps its
 * index when others before it go.
 */
final class RecordLog {

  private static final StreamRecord[] EMPTY = {};
  private static final int SMALLEST = 8;

  private StreamRecord[] records = EMPTY;
  private int from;
  private int to;
  private long trimmed;
  private SequenceNumber lastTrimmed;

  void add(StreamRecord record) {
    if (to == records.length) {
      makeRoom();
    }
    records[to++] = record;
  }

  /** The index of the oldest record that is there, or of the next one to come. */
  long start() {
    return trimmed;
  }

  /** The index of the next record to come. */
  long end() {
    return trimmed + to - from;
  }

  /** Forgets the oldest records, up to the first that happened at that time or later. */
  void trimBefore(long millis) {
    while (from < to && records[from].at() < millis) {
      lastTrimmed = records[from].sequence();
      records[from++] = null;
      trimmed++;
    }
    if (from == to) {
      records = EMPTY;
      from = 0;
      to = 0;
    }
  }

  /** Whether a record was trimmed that has this number or a higher one. */
  boolean isTrimmed(SequenceNumber sequence) {
    return lastTrimmed != null && sequence.compareTo(lastTrimmed) <= 0;
  }

  /** Whether a record was trimmed that has a higher number. */
  boolean isTrimmedAfter(SequenceNumber sequence) {
    return lastTrimmed != null && sequence.compareTo(lastTrimmed) < 0;
  }

  /** The index of the first record that has this number or a higher one. */
  long indexOf(SequenceNumber sequence) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (records[middle].sequence().compareTo(sequence) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return trimmed + low - from;
  }

  /** The index of the first record that has a higher number. */
  long indexAfter(SequenceNumber sequence) {
    long index = indexOf(sequence);
    int at = (int) (index - trimmed) + from;
    return at < to && records[at].sequence().equals(sequence) ? index + 1 : index;
  }

  /** As many records as there are, from an index on that is not before the start. */
  List<StreamRecord> from(long index, int most) {
    int first = (int) Math.min(to, index - trimmed + from);
    return new ArrayList<>(
        Arrays.asList(records).subList(first, Math.min(to, first + Math.min(most, to - first))));
  }

  private void makeRoom() {
    int count = to - from;
    StreamRecord[] larger = new StreamRecord[Math.max(SMALLEST, count + (count >> 1))];
    System.arraycopy(records, from, larger, 0, count);
    records = larger;
    from = 0;
    to = count;
  }
}
