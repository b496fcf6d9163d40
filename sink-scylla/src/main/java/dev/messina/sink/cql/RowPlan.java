package dev.messina.sink.cql;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * What is written into one row, in CQL's own terms but free of the driver: a tombstone of the whole
 * row, an INSERT, or one above the other.
 *
 * @param values of the columns by their position, those of the primary key at least; null leaves a
 *     column as it is, {@link #CLEARED} puts a null there
 * @param tombstoneAt the write timestamp of the row tombstone in microseconds, if there is one
 * @param insertAt the write timestamp of the INSERT in microseconds, if there is one
 * @param lifetimeSeconds of what the INSERT writes; 0 for no end
 */
record RowPlan(
    ByteBuffer[] values, OptionalLong tombstoneAt, OptionalLong insertAt, int lifetimeSeconds) {

  /** Stands for a null in the row. It is known by identity, since a text may be empty as well. */
  static final ByteBuffer CLEARED = ByteBuffer.allocate(0);

  static RowPlan tombstone(ByteBuffer[] key, long micros) {
    return new RowPlan(key, OptionalLong.of(micros), OptionalLong.empty(), 0);
  }

  static RowPlan insert(ByteBuffer[] values, long micros, int lifetimeSeconds) {
    return new RowPlan(values, OptionalLong.empty(), OptionalLong.of(micros), lifetimeSeconds);
  }

  static RowPlan tombstoneAndInsert(
      ByteBuffer[] values, long tombstoneAt, long insertAt, int lifetimeSeconds) {
    return new RowPlan(
        values, OptionalLong.of(tombstoneAt), OptionalLong.of(insertAt), lifetimeSeconds);
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
}
