package dev.messina.cli.compare;

import java.util.List;

/**
 * What a comparison of every key in both directions has found.
 *
 * @param items read from DynamoDB
 * @param rows read from the CQL table
 * @param missing items without a row
 * @param extra rows without an item
 * @param different items whose row holds something else
 * @param first the first differences, at most as many as the comparer was told to keep
 */
public record Verdict(
    long items, long rows, long missing, long extra, long different, List<Difference> first) {

  public Verdict {
    first = List.copyOf(first);
  }

  public boolean inSync() {
    return missing == 0 && extra == 0 && different == 0;
  }

  /** One line; starts with {@code IN SYNC:} or {@code NOT IN SYNC:}. */
  @Override
  public String toString() {
    return "%s: %d items, %d rows, %d missing, %d extra, %d different"
        .formatted(inSync() ? "IN SYNC" : "NOT IN SYNC", items, rows, missing, extra, different);
  }
}
