package dev.messina.bench.sink;

import java.util.Map;

/**
 * One row.
 *
 * @param columns those besides the key that it has a value for, by name
 */
record SampleRow(String pk, long ck, Map<String, Object> columns) {

  SampleRow {
    columns = Map.copyOf(columns);
  }

  /** The key as it is in a message. */
  Map<String, Object> key() {
    return Map.of("pk", pk, "ck", ck);
  }
}
