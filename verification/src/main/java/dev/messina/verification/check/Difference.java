package dev.messina.verification.check;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One thing that is not the same on both sides.
 *
 * @param columns those that differ, by name; for {@link DifferenceKind#DIFFERENT}, {@link
 *     DifferenceKind#TARGET_NEWER} and {@link DifferenceKind#MAPPED_WRONG} only
 * @param reason without values: why the item cannot be written, or which attributes {@link
 *     DifferenceKind#MAPPED_WRONG} columns do not say; empty for all other kinds
 * @param since when it was first seen as it is now
 * @param writeMicros the row's newest write timestamp, if it tells one
 * @param settled whether the frontier had passed it; otherwise it counts since nothing about it has
 *     changed for as long as a run waits
 * @param values by column, what is expected and what was found; filled only where values are wanted
 */
public record Difference(
    DifferenceKind kind,
    Pair pair,
    List<String> columns,
    String reason,
    Instant since,
    OptionalLong writeMicros,
    boolean settled,
    Map<String, List<String>> values) {

  public Difference {
    columns = List.copyOf(columns);
    values = Map.copyOf(values);
  }

  Difference as(DifferenceKind other) {
    return new Difference(other, pair, columns, reason, since, writeMicros, settled, values);
  }
}
