package dev.messina.cli.compare;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rows as a test has written them. */
final class InMemoryRows implements TargetRows {

  private final Map<ItemKey, Map<String, Object>> rows = new LinkedHashMap<>();

  InMemoryRows put(ItemKey key, Map<String, Object> row) {
    rows.put(key, new HashMap<>(row));
    return this;
  }

  void remove(ItemKey key) {
    rows.remove(key);
  }

  /** A row to be spoiled. */
  Map<String, Object> row(ItemKey key) {
    return rows.get(key);
  }

  @Override
  public List<Optional<Map<String, Object>>> find(List<ItemKey> keys) {
    return keys.stream().map(key -> Optional.ofNullable(rows.get(key))).toList();
  }

  @Override
  public Iterable<ItemKey> keys() {
    return List.copyOf(rows.keySet());
  }

  @Override
  public boolean hasColumn(String name) {
    return !Set.of("unknown", "gone").contains(name);
  }
}
