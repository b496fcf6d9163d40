package dev.messina.source;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A table by CQL's rules of conflict: the higher write timestamp wins; at the same write timestamp
 * a deletion beats a cell and the larger value the smaller.
 */
final class CqlTable {

  private static final String ROW_MARKER = "";

  private final Map<String, Long> deletions = new HashMap<>();
  private final Map<String, Map<String, Cell>> cells = new TreeMap<>();

  /** Replaces a row: deletes it at w-1, inserts it at w. */
  void replace(String key, Map<String, Integer> image, long writeMicros) {
    delete(key, writeMicros - 1);
    put(key, ROW_MARKER, new Cell(writeMicros, 0));
    image.forEach((column, value) -> put(key, column, new Cell(writeMicros, value)));
  }

  void delete(String key, long writeMicros) {
    deletions.merge(key, writeMicros, Math::max);
  }

  Map<String, Map<String, Integer>> rows() {
    Map<String, Map<String, Integer>> rows = new TreeMap<>();
    cells.forEach(
        (key, columns) -> {
          long deleted = deletions.getOrDefault(key, Long.MIN_VALUE);
          Map<String, Integer> row = new TreeMap<>();
          columns.forEach(
              (column, cell) -> {
                if (cell.writeMicros() > deleted) {
                  row.put(column, cell.value());
                }
              });
          if (!row.isEmpty()) {
            row.remove(ROW_MARKER);
            rows.put(key, row);
          }
        });
    return rows;
  }

  private void put(String key, String column, Cell cell) {
    cells
        .computeIfAbsent(key, absent -> new HashMap<>())
        .merge(column, cell, (left, right) -> left.beats(right) ? left : right);
  }

  private record Cell(long writeMicros, int value) {

    private boolean beats(Cell other) {
      return writeMicros != other.writeMicros
          ? writeMicros > other.writeMicros
          : value > other.value;
    }
  }
}
