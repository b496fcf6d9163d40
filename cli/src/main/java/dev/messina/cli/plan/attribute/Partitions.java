package dev.messina.cli.plan.attribute;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** Items and bytes by partition key. For use by one thread. */
public final class Partitions {

  /** The counting of new partitions stops here, so that memory has a limit. */
  private static final int PARTITIONS_MAX = 100_000;

  private final Map<JsonNode, Size> sizes = new HashMap<>();

  /**
   * @param items of one partition
   * @param bytes of these items
   */
  public record Size(long items, long bytes) {
    private Size plus(long more) {
      return new Size(items + 1, bytes + more);
    }
  }

  Partitions() {}

  void add(JsonNode key, long bytes) {
    if (sizes.size() < PARTITIONS_MAX || sizes.containsKey(key)) {
      sizes.put(key, sizes.getOrDefault(key, new Size(0, 0)).plus(bytes));
    }
  }

  public int count() {
    return sizes.size();
  }

  /** The largest by bytes; of nothing if there is none. */
  public Size largest() {
    return sizes.values().stream()
        .max(Comparator.comparingLong(Size::bytes))
        .orElse(new Size(0, 0));
  }
}
