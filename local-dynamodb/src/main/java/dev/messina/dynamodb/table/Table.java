package dev.messina.dynamodb.table;

import dev.messina.dynamodb.item.Item;
import dev.messina.dynamodb.item.ItemKey;
import dev.messina.dynamodb.item.KeySchema;
import dev.messina.dynamodb.stream.Change;
import dev.messina.dynamodb.stream.TableStream;
import dev.messina.dynamodb.stream.UserIdentity;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One table: its items in the order of their keys, and everything else that is known of it. Readers
 * take no lock. Whoever writes, or changes what is known, holds {@link #lock}.
 */
public final class Table {

  private final TableIdentity identity;
  private final KeySchema keySchema;
  private final ReentrantLock lock = new ReentrantLock();
  private final NavigableMap<ItemKey, Item> items = new ConcurrentSkipListMap<>();
  private volatile Optional<TableStream> stream = Optional.empty();

  public Table(TableIdentity identity, KeySchema keySchema) {
    this.identity = identity;
    this.keySchema = keySchema;
  }

  public TableIdentity identity() {
    return identity;
  }

  public String name() {
    return identity.name();
  }

  public KeySchema keySchema() {
    return keySchema;
  }

  /** The stream that takes the changes now. */
  public Optional<TableStream> stream() {
    return stream;
  }

  /** Changes from now on go there; under the lock. */
  public void stream(Optional<TableStream> next) {
    stream = next;
  }

  public <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** The items in order: by the hash of the partition key, then by the sort key. */
  public NavigableMap<ItemKey, Item> items() {
    return items;
  }

  /**
   * Puts, replaces or deletes an item and gives the change to the stream; under the lock.
   *
   * @param after null deletes
   * @return the item before, or null
   */
  public Item write(ItemKey key, Item after, Instant at, Optional<UserIdentity> by) {
    Item before = after == null ? items.remove(key) : items.put(key, after);
    boolean changed = before == null ? after != null : after == null || !before.same(after);
    if (changed) {
      stream.ifPresent(open -> open.append(new Change(key, before, after, at, by)));
    }
    return before;
  }
}
