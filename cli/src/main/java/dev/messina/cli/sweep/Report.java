package dev.messina.cli.sweep;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the rows of a target are.
 *
 * @param target {@code keyspace.table}
 * @param rows how many there are of each kind, as far as they were read
 * @param keys of the first rows to be deleted, as many as were asked for
 * @param applied whether those that are gone, and those without a write time, have been deleted
 */
public record Report(
    String target,
    WholeTableEpoch epoch,
    Map<RowKind, Long> rows,
    List<String> keys,
    boolean applied)
    implements Outcome {

  public Report {
    Map<RowKind, Long> complete = new EnumMap<>(RowKind.class);
    for (RowKind kind : RowKind.values()) {
      complete.put(kind, rows.getOrDefault(kind, 0L));
    }
    rows = Map.copyOf(complete);
    keys = List.copyOf(keys);
  }

  /** How many rows are of items that were deleted. */
  public long gone() {
    return rows.get(RowKind.GONE);
  }

  @Override
  public boolean isRefused() {
    return rows.get(RowKind.FOREIGN) > 0;
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("target", target)
        .put("epoch_us", epoch.micros())
        .put("items", epoch.items())
        .put("live", rows.get(RowKind.LIVE))
        .put("gone", gone())
        .put("undated", rows.get(RowKind.UNDATED))
        .put("foreign", rows.get(RowKind.FOREIGN))
        .put("applied", applied);
    if (isRefused()) {
      json.put("refused", Refusal.FOREIGN_ROWS.code()).put("reason", foreign());
    }
    if (!keys.isEmpty()) {
      keys.forEach(json.putArray("keys")::add);
    }
    return json;
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Epoch " + epoch.instant() + ", " + epoch.items() + " items, complete and applied");
    lines.add(
        "Table %s: %d rows of the epoch or later, %d of deleted items, %d without a write time"
            .formatted(target, rows.get(RowKind.LIVE), gone(), rows.get(RowKind.UNDATED)));
    keys.forEach(key -> lines.add("  " + key));
    if (isRefused()) {
      lines.add("Refused: " + foreign());
    } else {
      lines.add(conclusion());
    }
    return lines;
  }

  private String conclusion() {
    long deletions = gone() + rows.get(RowKind.UNDATED);
    if (deletions == 0) {
      return "Nothing to delete.";
    }
    return applied
        ? "Deleted just under the epoch: " + deletions + " rows; live ones do not feel it."
        : "Nothing was deleted; --apply deletes " + deletions + " rows just under the epoch.";
  }

  private String foreign() {
    return ("%d rows of table %s show write times that this sink cannot have written: others write"
            + " to the table, or mapping.generation was lowered. It must not be swept%s.")
        .formatted(
            rows.get(RowKind.FOREIGN),
            target,
            applied ? "; what was deleted until then was older than the epoch" : "");
  }
}
