package dev.messina.dynamodb.table;

import dev.messina.dynamodb.item.Item;
import dev.messina.dynamodb.item.ItemKey;
import dev.messina.dynamodb.item.KeyRange;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The items of a table in the order of their keys. Readers may go on while others write; they see
 * each item as it is when they come to it, or as it was at a time that has only just passed.
 */
final class ItemStore {

  private final NavigableMap<ItemKey, Item> items = new ConcurrentSkipListMap<>();
  private final RecentPast past = new RecentPast();
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  /**
   * @param asOf empty reads it as it is
   * @return null if there is none
   */
  Item get(ItemKey key, Optional<Instant> asOf) {
    Item current = items.get(key);
    return asOf.isPresent() ? past.at(key, current, asOf.get()) : current;
  }

  /** The items of a range, in the order of their keys or against it. */
  Iterator<Item> range(KeyRange range, boolean forward, Optional<Instant> asOf) {
    if (range.isEmpty()) {
      return Collections.emptyIterator();
    }
    if (asOf.isPresent() && !past.isEmpty()) {
      return past.range(items, range, forward, asOf.get());
    }
    NavigableMap<ItemKey, Item> part = range.of(items);
    return (forward ? part : part.descendingMap()).values().iterator();
  }

  /**
   * @param after null deletes
   * @param kept since when earlier states are still read; empty if they never are
   * @return the item before, or null
   */
  Item write(ItemKey key, Item after, Instant at, Optional<Instant> kept) {
    // The past first, so that no reader misses both.
    Item before = items.get(key);
    kept.ifPresent(since -> past.remember(key, before, at, since));
    if (after == null) {
      items.remove(key);
    } else {
      items.put(key, after);
    }
    count.addAndGet((after == null ? 0 : 1) - (before == null ? 0 : 1));
    bytes.addAndGet((after == null ? 0 : after.size()) - (before == null ? 0 : before.size()));
    return before;
  }

  /** All of them as they are. */
  NavigableMap<ItemKey, Item> all() {
    return Collections.unmodifiableNavigableMap(items);
  }

  long count() {
    return count.get();
  }

  /** Of all items together, by DynamoDB's count. */
  long bytes() {
    return bytes.get();
  }
}
