package dev.messina.verification.check;

import dev.messina.verification.item.ItemKey;
import dev.messina.verification.row.RowKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Items with changes on the topic that the sink has not applied yet. Their rows may be the same by
 * chance: an item that was changed and changed back is its row before the first of the two changes
 * is applied, and need not be after it. So they are looked at again once that is applied. For use
 * by one thread.
 */
final class UnappliedItems {

  private final Map<ItemKey, Waiting> items = new HashMap<>();

  /**
   * @param first by partition, an offset at or before its first change that was not applied yet
   * @param next by partition, the offset after its last change
   */
  private record Waiting(Set<RowKey> touched, Map<Integer, Long> first, Map<Integer, Long> next) {
    Waiting() {
      this(new HashSet<>(), new HashMap<>(), new HashMap<>());
    }

    void add(Collection<RowKey> rows, int partition, long offset) {
      touched.addAll(rows);
      first.putIfAbsent(partition, offset);
      next.merge(partition, offset + 1, Math::max);
    }

    /** Forgets the changes that are applied; whether there may have been any. */
    boolean forget(Map<Integer, Long> applied) {
      boolean any = false;
      for (Map.Entry<Integer, Long> until : applied.entrySet()) {
        Long one = first.get(until.getKey());
        if (one != null && one < until.getValue()) {
          any = true;
          first.put(until.getKey(), until.getValue());
        }
      }
      first.entrySet().removeIf(one -> one.getValue() >= next.get(one.getKey()));
      return any;
    }
  }

  int size() {
    return items.size();
  }

  /** The topic has brought a change. */
  void add(ItemKey item, Collection<RowKey> touched, int partition, long offset) {
    items.computeIfAbsent(item, any -> new Waiting()).add(touched, partition, offset);
  }

  /**
   * The items of which changes were applied since the last call, with the rows that all of their
   * changes touch. Forgets the items of which all are.
   *
   * @param applied by partition, the offset of the first change that is not applied
   */
  Map<ItemKey, Set<RowKey>> applied(Map<Integer, Long> applied) {
    Map<ItemKey, Set<RowKey>> due = new HashMap<>();
    items.forEach(
        (item, waiting) -> {
          if (waiting.forget(applied)) {
            due.put(item, waiting.touched());
          }
        });
    items.values().removeIf(waiting -> waiting.first().isEmpty());
    return due;
  }

  /**
   * From where the topic must be read to see all of their changes again.
   *
   * @param positions by partition, the first offset that was not read
   */
  Map<Integer, Long> resumeFrom(Map<Integer, Long> positions) {
    Map<Integer, Long> from = new HashMap<>(positions);
    items
        .values()
        .forEach(
            waiting -> waiting.first().forEach((at, first) -> from.merge(at, first, Math::min)));
    return from;
  }
}
