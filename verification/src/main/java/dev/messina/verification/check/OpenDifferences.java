package dev.messina.verification.check;

import dev.messina.verification.item.ItemKey;
import dev.messina.verification.row.RowKey;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All differences that are open, up to a number. Thread-safe. */
final class OpenDifferences {

  private final int most;
  private final Map<Pair, OpenDifference> open = new LinkedHashMap<>();
  private final Map<ItemKey, Set<RowKey>> rowsOfItems = new HashMap<>();

  OpenDifferences(int most) {
    this.most = most;
  }

  synchronized boolean isFull() {
    return open.size() >= most;
  }

  synchronized int size() {
    return open.size();
  }

  /** Takes a look in: a difference opens, or the one that is open is seen again. */
  synchronized void differs(
      Pair pair, OpenDifference.Sighting sighting, Optional<Instant> frontier) {
    OpenDifference known = open.get(pair);
    if (known != null) {
      known.observe(sighting, frontier);
      return;
    }
    open.put(pair, new OpenDifference(pair, sighting));
    pair.item()
        .ifPresent(
            item -> {
              Set<RowKey> rows = rowsOfItems.computeIfAbsent(item, any -> new HashSet<>());
              pair.row().ifPresent(rows::add);
            });
  }

  /** The two are the same. */
  synchronized void close(Pair pair) {
    if (open.remove(pair) == null) {
      return;
    }
    pair.item()
        .ifPresent(
            item -> {
              Set<RowKey> rows = rowsOfItems.get(item);
              pair.row().ifPresent(rows::remove);
              if (rows.isEmpty() && !open.containsKey(Pair.withoutRow(item))) {
                rowsOfItems.remove(item);
              }
            });
  }

  /** The items with open differences, and the rows that these are about. */
  synchronized Map<ItemKey, Set<RowKey>> items() {
    Map<ItemKey, Set<RowKey>> items = new HashMap<>();
    rowsOfItems.forEach((item, rows) -> items.put(item, new HashSet<>(rows)));
    return items;
  }

  /** The rows with open differences of which no item is known. */
  synchronized List<RowKey> rowsWithoutItem() {
    return open.keySet().stream()
        .filter(pair -> pair.item().isEmpty())
        .flatMap(pair -> pair.row().stream())
        .toList();
  }

  synchronized boolean isOpen(Pair pair) {
    return open.containsKey(pair);
  }

  synchronized boolean isOpen(ItemKey item) {
    return rowsOfItems.containsKey(item);
  }

  /** The rows that are open of an item. */
  synchronized Set<RowKey> rowsOf(ItemKey item) {
    return Set.copyOf(rowsOfItems.getOrDefault(item, Set.of()));
  }

  /** All that is open of an item counts. */
  synchronized void settle(ItemKey item) {
    settle(Pair.withoutRow(item));
    rowsOfItems.getOrDefault(item, Set.of()).forEach(row -> settle(Pair.of(item, row)));
  }

  private void settle(Pair pair) {
    OpenDifference difference = open.get(pair);
    if (difference != null) {
      difference.settle();
    }
  }

  /** The topic has brought a change of an item that touches these rows. */
  synchronized void changed(ItemKey item, Collection<RowKey> touched, Instant drained) {
    Set<RowKey> rows = new HashSet<>(touched);
    rows.addAll(rowsOfItems.getOrDefault(item, Set.of()));
    for (RowKey row : rows) {
      changed(Pair.of(item, row), drained);
      changed(Pair.withoutItem(row), drained);
    }
    changed(Pair.withoutRow(item), drained);
  }

  private void changed(Pair pair, Instant drained) {
    OpenDifference difference = open.get(pair);
    if (difference != null) {
      difference.changed(drained);
    }
  }

  /** All that was on the topic after the last looks was taken in. */
  synchronized void drained() {
    open.values().forEach(OpenDifference::drained);
  }

  /** How many there are, how many of them count, and how old they are. */
  synchronized Generation.Open stands() {
    return new Generation.Open(
        open.size(),
        open.values().stream().filter(OpenDifference::isSettled).count(),
        open.values().stream().map(OpenDifference::opened).min(Instant::compareTo));
  }

  /** When the oldest was opened that is not settled; empty if all are. */
  synchronized Optional<Instant> oldestUnsettled() {
    return open.values().stream()
        .filter(difference -> !difference.isSettled())
        .map(OpenDifference::opened)
        .min(Instant::compareTo);
  }

  synchronized List<OpenDifference> all() {
    return List.copyOf(open.values());
  }
}
