package dev.messina.sink.statement;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * One row as a CQL server keeps it: a cell for each column, the row marker, the row tombstone. Of
 * two writes the later one stays; at equal times a dead one beats a live one, one that expires one
 * that does not, the later expiry the earlier, and last the larger value the smaller.
 */
final class ModelRow {

  /** Nothing expires at this time. */
  private static final long NEVER = Long.MAX_VALUE;

  private static final Cell NOTHING = new Cell(Long.MIN_VALUE, null, NEVER);
  private static final ByteBuffer MARKER = ByteBuffer.allocate(0);

  private final int keySize;
  private final Cell[] cells;
  private Cell marker = NOTHING;
  private long tombstone = Long.MIN_VALUE;

  /** A value with its write timestamp; without one it is dead from the beginning. */
  private record Cell(long micros, ByteBuffer value, long expiresAt) {

    Cell or(Cell other) {
      return isOutrankedBy(other) ? other : this;
    }

    private boolean isOutrankedBy(Cell other) {
      if (micros != other.micros) {
        return micros < other.micros;
      }
      if (value == null || other.value == null) {
        return other.value == null;
      }
      if (expiresAt != other.expiresAt) {
        return expiresAt == NEVER || (other.expiresAt != NEVER && expiresAt < other.expiresAt);
      }
      return value.compareTo(other.value) < 0;
    }

    boolean isAlive(long tombstone, long seconds) {
      return value != null && micros > tombstone && seconds < expiresAt;
    }
  }

  ModelRow(int keySize, int columns) {
    this.keySize = keySize;
    this.cells = new Cell[columns];
    Arrays.fill(cells, NOTHING);
  }

  void apply(RowWrite plan, Instant now) {
    plan.tombstoneAt().ifPresent(at -> tombstone = Math.max(tombstone, at));
    plan.insertAt().ifPresent(at -> insert(plan, at, now));
  }

  private void insert(RowWrite plan, long micros, Instant now) {
    long expiresAt =
        plan.lifetimeSeconds() == 0 ? NEVER : now.getEpochSecond() + plan.lifetimeSeconds();
    marker = marker.or(new Cell(micros, MARKER, expiresAt));
    for (int i = keySize; i < plan.values().length; i++) {
      if (plan.clears(i)) {
        cells[i] = cells[i].or(new Cell(micros, null, NEVER));
      } else if (plan.values()[i] != null) {
        cells[i] = cells[i].or(new Cell(micros, plan.values()[i], expiresAt));
      }
    }
  }

  /** What a reader sees: a value or null for each regular column; empty where there is no row. */
  List<ByteBuffer> read(Instant now) {
    long seconds = now.getEpochSecond();
    List<ByteBuffer> row = new ArrayList<>();
    for (int i = keySize; i < cells.length; i++) {
      row.add(cells[i].isAlive(tombstone, seconds) ? cells[i].value() : null);
    }
    boolean exists =
        marker.isAlive(tombstone, seconds) || row.stream().anyMatch(value -> value != null);
    return exists ? Collections.unmodifiableList(row) : List.of();
  }
}
