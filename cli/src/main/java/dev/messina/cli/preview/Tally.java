package dev.messina.cli.preview;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts outcomes. */
public final class Tally {

  /** Below this a large share says nothing. */
  private static final int ROWS_MIN = 100;

  /** The counting of partitions stops here, so that memory has a limit. */
  private static final int PARTITIONS_MAX = 100_000;

  private final Map<JsonNode, Integer> rowsByFirstKeyColumn = new HashMap<>();
  private long rows;
  private long deletes;
  private long elsewhere;
  private long refused;

  public void count(Outcome outcome) {
    if (outcome instanceof Outcome.Row row) {
      rows++;
      JsonNode first = row.key().elements().next();
      if (rowsByFirstKeyColumn.size() < PARTITIONS_MAX || rowsByFirstKeyColumn.containsKey(first)) {
        rowsByFirstKeyColumn.merge(first, 1, Integer::sum);
      }
    } else if (outcome instanceof Outcome.Deleted) {
      deletes++;
    } else if (outcome instanceof Outcome.Elsewhere) {
      elsewhere++;
    } else {
      refused++;
    }
  }

  public boolean hasRefused() {
    return refused > 0;
  }

  public String summary() {
    return rows
        + " rows, "
        + (deletes == 0 ? "" : deletes + " deletes, ")
        + elsewhere
        + " skipped, "
        + refused
        + " errors";
  }

  /** A warning if many rows would share a partition. */
  public Optional<String> warning() {
    int largest = rowsByFirstKeyColumn.values().stream().max(Integer::compare).orElse(0);
    if (rows < ROWS_MIN || largest * 10L <= rows) {
      return Optional.empty();
    }
    return Optional.of(
        "%d of %d rows have one value in the first key column; if it alone is the partition key,"
                .formatted(largest, rows)
            + " they share a partition, and some "
            + (100 * largest / rows)
            + " % of the table would");
  }
}
