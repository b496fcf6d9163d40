package dev.messina.cli.sweep;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the rows of a target are.
 *
 * @param target {@code keyspace.table}
 * @param rows how many there are of each kind, as far as they were read
 * @param keys of the first rows to be deleted, as many as were asked for
 * @param applied whether those that are gone, and those without a write timestamp, have been
 *     deleted
 * @param refusal why no more is deleted, if so
 */
public record Report(
    String target,
    WholeTableEpoch epoch,
    Map<RowKind, Long> rows,
    List<String> keys,
    boolean applied,
    Optional<Refusal> refusal)
    implements SweepOutcome {

  public Report {
    Map<RowKind, Long> complete = new EnumMap<>(RowKind.class);
    for (RowKind kind : RowKind.values()) {
      complete.put(kind, rows.getOrDefault(kind, 0L));
    }
    rows = Map.copyOf(complete);
    keys = List.copyOf(keys);
  }

  /** What a pass has found; refused if it met rows that others have written. */
  static Report of(
      String target,
      WholeTableEpoch epoch,
      Map<RowKind, Long> rows,
      List<String> keys,
      boolean applied) {
    Optional<Refusal> refusal =
        Optional.of(Refusal.FOREIGN_ROWS).filter(foreign -> rows.containsKey(RowKind.FOREIGN));
    return new Report(target, epoch, rows, keys, applied, refusal);
  }

  /** The same, refused for a reason of the caller's. */
  Report refused(Refusal reason) {
    return new Report(target, epoch, rows, keys, applied, Optional.of(reason));
  }

  /** How many rows show the epoch or later. */
  long live() {
    return rows.get(RowKind.LIVE);
  }

  /** How many rows are of items that were deleted. */
  public long gone() {
    return rows.get(RowKind.GONE);
  }

  @Override
  public boolean isRefused() {
    return refusal.isPresent();
  }

  @Override
  public boolean leavesRows() {
    return !applied && gone() > 0;
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("target", target)
        .put("epoch_us", epoch.micros())
        .put("items", epoch.items())
        .put("live", live())
        .put("gone", gone())
        .put("undated", rows.get(RowKind.UNDATED))
        .put("foreign", rows.get(RowKind.FOREIGN))
        .put("applied", applied);
    refusal.ifPresent(why -> json.put("refused", why.code()).put("reason", reason(why)));
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
        "Table %s: %d rows of the epoch or later, %d of deleted items, %d without a write timestamp"
            .formatted(target, live(), gone(), rows.get(RowKind.UNDATED)));
    keys.forEach(key -> lines.add("  " + key));
    lines.add(refusal.map(why -> "Refused: " + reason(why)).orElseGet(this::conclusion));
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

  private String reason(Refusal why) {
    return why == Refusal.MORE_GONE_THAN_LIVE ? moreGoneThanLive() : foreign();
  }

  private String moreGoneThanLive() {
    return ("%d rows of table %s are older than the epoch, %d are not: it may not be the table that"
            + " this sink has filled in the epoch. Nothing was deleted. Compare with the %d items"
            + " of the epoch; if so many were deleted, say --accept-more-gone-than-live.")
        .formatted(gone(), target, live(), epoch.items());
  }

  private String foreign() {
    return ("%d rows of table %s show write timestamps that this sink cannot have written: others"
            + " write to the table, or mapping.generation was lowered. It must not be swept%s.")
        .formatted(
            rows.get(RowKind.FOREIGN),
            target,
            applied ? "; what was deleted until then was older than the epoch" : "");
  }
}
