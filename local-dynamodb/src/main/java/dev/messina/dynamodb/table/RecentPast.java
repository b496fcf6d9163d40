package dev.messina.dynamodb.table;

import dev.messina.dynamodb.item.Item;
import dev.messina.dynamodb.item.ItemKey;
import dev.messina.dynamodb.item.KeyRange;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentSkipListMap;

/** The states that items had a moment ago, for reads that may be stale. */
final class RecentPast {

  /**
   * @param item null if there was none
   * @param until when it was overwritten
   */
  private record State(Item item, Instant until) {}

  private record Overwrite(ItemKey key, Instant at) {}

  private final NavigableMap<ItemKey, Deque<State>> states = new ConcurrentSkipListMap<>();
  private final Deque<Overwrite> overwrites = new ArrayDeque<>();

  boolean isEmpty() {
    return states.isEmpty();
  }

  /** One writer at a time. */
  void remember(ItemKey key, Item before, Instant at, Instant since) {
    forgetBefore(since);
    states.computeIfAbsent(key, any -> new ConcurrentLinkedDeque<>()).add(new State(before, at));
    overwrites.add(new Overwrite(key, at));
  }

  /** The item as it was at a time, null if there was none. */
  Item at(ItemKey key, Item current, Instant time) {
    Deque<State> past = states.get(key);
    if (past != null) {
      for (State state : past) {
        if (state.until().isAfter(time)) {
          return state.item();
        }
      }
    }
    return current;
  }

  /** The items of a range as they were at a time, in the order of their keys or against it. */
  Iterator<Item> range(
      NavigableMap<ItemKey, Item> items, KeyRange range, boolean forward, Instant time) {
    NavigableMap<ItemKey, Item> present = range.of(items);
    NavigableMap<ItemKey, Deque<State>> past = range.of(states);
    return new Merged(
        (forward ? present : present.descendingMap()).entrySet().iterator(),
        (forward ? past : past.descendingMap()).keySet().iterator(),
        forward ? Comparator.naturalOrder() : Comparator.reverseOrder(),
        time);
  }

  private void forgetBefore(Instant since) {
    while (!overwrites.isEmpty() && overwrites.peek().at().isBefore(since)) {
      ItemKey key = overwrites.poll().key();
      Deque<State> past = states.get(key);
      past.poll();
      if (past.isEmpty()) {
        states.remove(key);
      }
    }
  }

  /** Goes through present items and overwritten keys side by side. */
  private final class Merged implements Iterator<Item> {

    private final Iterator<Map.Entry<ItemKey, Item>> present;
    private final Iterator<ItemKey> overwritten;
    private final Comparator<ItemKey> order;
    private final Instant time;
    private Map.Entry<ItemKey, Item> nextPresent;
    private ItemKey nextOverwritten;
    private Item next;

    Merged(
        Iterator<Map.Entry<ItemKey, Item>> present,
        Iterator<ItemKey> overwritten,
        Comparator<ItemKey> order,
        Instant time) {
      this.present = present;
      this.overwritten = overwritten;
      this.order = order;
      this.time = time;
      nextPresent = present.hasNext() ? present.next() : null;
      nextOverwritten = overwritten.hasNext() ? overwritten.next() : null;
    }

    @Override
    public boolean hasNext() {
      while (next == null && (nextPresent != null || nextOverwritten != null)) {
        next = step();
      }
      return next != null;
    }

    @Override
    public Item next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Item found = next;
      next = null;
      return found;
    }

    private Item step() {
      int side =
          nextPresent == null
              ? 1
              : nextOverwritten == null ? -1 : order.compare(nextPresent.getKey(), nextOverwritten);
      ItemKey key = side <= 0 ? nextPresent.getKey() : nextOverwritten;
      Item item = side <= 0 ? nextPresent.getValue() : null;
      if (side <= 0) {
        nextPresent = present.hasNext() ? present.next() : null;
      }
      if (side >= 0) {
        nextOverwritten = overwritten.hasNext() ? overwritten.next() : null;
      }
      return at(key, item, time);
    }
  }
}
