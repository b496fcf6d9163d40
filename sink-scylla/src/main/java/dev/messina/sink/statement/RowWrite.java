package dev.messina.sink.statement;

import dev.messina.sink.mutation.Expiry;
import dev.messina.sink.mutation.RowMutation;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * The cheapest writes that make a mutation true of one row, free of the driver: a tombstone of the
 * whole row, an INSERT, or one above the other.
 *
 * @param values of the columns by their position, those of the primary key at least; null leaves a
 *     column as it is, {@link #CLEARED} puts a null there
 * @param tombstoneAt the write timestamp of the row tombstone in microseconds, if there is one
 * @param insertAt the write timestamp of the INSERT in microseconds, if there is one
 * @param lifetimeSeconds of what the INSERT writes; 0 for no end
 */
record RowWrite(
    ByteBuffer[] values, OptionalLong tombstoneAt, OptionalLong insertAt, int lifetimeSeconds) {

  /** In a key of several columns each has its length before it and a byte after it. */
  static final int COMPONENT_BYTES = 3;

  /** Stands for a null in the row. It is known by identity, since a text may be empty as well. */
  static final ByteBuffer CLEARED = ByteBuffer.allocate(0);

  /**
   * The row is the image and nothing else; where it has expired, there is none.
   *
   * @param values of all columns by their position; null where the image has none. They become this
   *     record's own
   * @param now by this worker's clock, from which lifetimes count: a plan must not be kept for long
   */
  static RowWrite of(
      RowMutation.Replace replace, ByteBuffer[] values, ReplaceStrategy strategy, Instant now) {
    long micros = replace.writtenAt().micros();
    if (replace.expiry().isPast(now)) {
      return tombstone(values, micros);
    }
    int lifetime = replace.expiry().lifetime(now);
    if (strategy.needsRowTombstone(absent(values))) {
      OptionalLong before = OptionalLong.of(replace.writtenAt().justBefore());
      return new RowWrite(values, before, OptionalLong.of(micros), lifetime);
    }
    clearAbsent(values);
    return insert(values, micros, lifetime);
  }

  /**
   * The columns that are named are so. Where they have expired, they are written with the shortest
   * life there is: a delete would take with it what others have written before, which it would not
   * have done had it arrived in time.
   */
  static RowWrite of(RowMutation.Merge merge, ByteBuffer[] values, Instant now) {
    Expiry expiry = merge.expiry();
    int lifetime = expiry.isPast(now) ? 1 : expiry.lifetime(now);
    return insert(values, merge.writtenAt().micros(), lifetime);
  }

  static RowWrite of(RowMutation.Delete delete, ByteBuffer[] key) {
    return tombstone(key, delete.writtenAt().micros());
  }

  /**
   * The partition key as the server hashes it: a single column as it is, several each with its
   * length before it and a zero after it. Leaves the values as they are.
   *
   * @param columns how many are of it, the first ones of the row, each of at most 65,535 bytes
   */
  ByteBuffer partitionKey(int columns) {
    if (columns == 1) {
      return values[0].duplicate();
    }
    int size = 0;
    for (int i = 0; i < columns; i++) {
      size += values[i].remaining() + COMPONENT_BYTES;
    }
    ByteBuffer key = ByteBuffer.allocate(size);
    for (int i = 0; i < columns; i++) {
      key.putShort((short) values[i].remaining()).put(values[i].duplicate()).put((byte) 0);
    }
    return key.flip();
  }

  /** Of the values, without the protocol's framing. */
  int bytes() {
    int bytes = 0;
    for (ByteBuffer value : values) {
      bytes += value == null ? 0 : value.remaining();
    }
    return bytes;
  }

  /** How many tombstones are written, of the row and of cells. */
  int tombstones() {
    int tombstones = tombstoneAt.isPresent() ? 1 : 0;
    for (int i = 0; i < values.length; i++) {
      tombstones += clears(i) ? 1 : 0;
    }
    return tombstones;
  }

  /** Whether a null is put into the column at this position. */
  @SuppressWarnings("ReferenceEquality")
  boolean clears(int position) {
    return values[position] == CLEARED;
  }

  private static RowWrite tombstone(ByteBuffer[] key, long micros) {
    return new RowWrite(key, OptionalLong.of(micros), OptionalLong.empty(), 0);
  }

  private static RowWrite insert(ByteBuffer[] values, long micros, int lifetimeSeconds) {
    return new RowWrite(values, OptionalLong.empty(), OptionalLong.of(micros), lifetimeSeconds);
  }

  private static int absent(ByteBuffer[] values) {
    int absent = 0;
    for (ByteBuffer value : values) {
      absent += value == null ? 1 : 0;
    }
    return absent;
  }

  private static void clearAbsent(ByteBuffer[] values) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        values[i] = CLEARED;
      }
    }
  }
}
