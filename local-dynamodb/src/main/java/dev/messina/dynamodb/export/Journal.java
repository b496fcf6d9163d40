package dev.messina.dynamodb.export;

import dev.messina.dynamodb.item.Item;
import dev.messina.dynamodb.item.ItemKey;
import dev.messina.dynamodb.stream.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The changes of one table of the last 35 days, from which it is known how it was before. */
final class Journal {

  private static final Duration KEPT = Duration.ofDays(35);

  private final Deque<Change> changes = new ArrayDeque<>();

  synchronized void add(Change change) {
    Instant horizon = change.at().minus(KEPT);
    while (!changes.isEmpty() && changes.peekFirst().at().isBefore(horizon)) {
      changes.removeFirst();
    }
    changes.addLast(change);
  }

  /** The items as they were before that time, if they are now as given. */
  synchronized NavigableMap<ItemKey, Item> before(Instant time, Map<ItemKey, Item> now) {
    NavigableMap<ItemKey, Item> items = new TreeMap<>(now);
    for (Iterator<Change> latest = changes.descendingIterator(); latest.hasNext(); ) {
      Change change = latest.next();
      if (change.at().isBefore(time)) {
        continue;
      }
      if (change.before() == null) {
        items.remove(change.key());
      } else {
        items.put(change.key(), change.before());
      }
    }
    return items;
  }

  /** The changes of each item between two times, the second one not among them, in order. */
  synchronized NavigableMap<ItemKey, List<Change>> between(Instant from, Instant to) {
    NavigableMap<ItemKey, List<Change>> found = new TreeMap<>();
    for (Change change : changes) {
      if (!change.at().isBefore(from) && change.at().isBefore(to)) {
        found.computeIfAbsent(change.key(), key -> new ArrayList<>()).add(change);
      }
    }
    return found;
  }
}
