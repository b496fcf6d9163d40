package dev.messina.dynamodb.table;

import dev.messina.dynamodb.item.Item;
import dev.messina.dynamodb.item.ItemKey;
import dev.messina.dynamodb.item.KeyRange;
import dev.messina.dynamodb.item.KeySchema;
import dev.messina.dynamodb.stream.Change;
import dev.messina.dynamodb.stream.TableStream;
import dev.messina.dynamodb.stream.UserIdentity;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One table: its items in the order of their keys, and everything else that is known of it. Readers
 * take no lock. Whoever writes, or changes what is known, does it in {@link #locked}.
 */
public final class Table {

  private final TableIdentity identity;
  private final TableRules rules;
  private final ReentrantLock lock = new ReentrantLock();
  private final ItemStore items = new ItemStore();
  private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
  private final Lifecycle lifecycle;
  private volatile TableDefinition definition;
  private volatile Optional<TableStream> stream = Optional.empty();
  private volatile Optional<TableStream> latestStream = Optional.empty();
  private volatile Optional<TimeToLive> timeToLive = Optional.empty();
  private volatile Optional<PointInTimeRecovery> recovery = Optional.empty();
  private volatile Map<String, String> tags = Map.of();

  public Table(TableIdentity identity, TableDefinition definition, TableRules rules) {
    this.identity = identity;
    this.definition = definition;
    this.rules = rules;
    this.lifecycle = new Lifecycle(identity.created(), rules);
  }

  public TableIdentity identity() {
    return identity;
  }

  public String name() {
    return identity.name();
  }

  public KeySchema keySchema() {
    return definition.keySchema();
  }

  public TableDefinition definition() {
    return definition;
  }

  public void definition(TableDefinition next) {
    definition = next;
  }

  public Lifecycle lifecycle() {
    return lifecycle;
  }

  /** The stream that takes the changes now. */
  public Optional<TableStream> stream() {
    return stream;
  }

  /** The stream that was switched on last, also when it was switched off again. */
  public Optional<TableStream> latestStream() {
    return latestStream;
  }

  /** Changes from now on go there; under the lock. */
  public void switchOn(TableStream next) {
    stream = Optional.of(next);
    latestStream = stream;
  }

  /** The stream takes no more changes, and can be read for a day; under the lock. */
  public void switchOff(Instant at) {
    stream.ifPresent(open -> open.disable(at));
    stream = Optional.empty();
  }

  /** Gives every change from now on to a listener, under the lock and in order. */
  public void listen(Consumer<Change> listener) {
    listeners.add(listener);
  }

  public Optional<PointInTimeRecovery> recovery() {
    return recovery;
  }

  public void recovery(Optional<PointInTimeRecovery> next) {
    recovery = next;
  }

  public Map<String, String> tags() {
    return tags;
  }

  public void tags(Map<String, String> next) {
    tags = Map.copyOf(next);
  }

  public <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** How many items there are now. */
  public long itemCount() {
    return items.count();
  }

  /** How large all items are together, by DynamoDB's count. */
  public long itemBytes() {
    return items.bytes();
  }

  /** All items by their keys, for who takes them all; no copy, and it goes on changing. */
  public NavigableMap<ItemKey, Item> items() {
    return items.all();
  }

  /**
   * @return null if there is none
   */
  public Item get(ItemKey key, ReadTime time) {
    return items.get(key, time.asOf());
  }

  /** The items of a range, in the order of their keys or against it. */
  public Iterator<Item> range(KeyRange range, boolean forward, ReadTime time) {
    return items.range(range, forward, time.asOf());
  }

  /**
   * Asks for units of capacity.
   *
   * @throws dev.messina.dynamodb.error.ApiException if there are none now
   */
  public void use(CapacityUse use) {
    rules.throttle().admit(use);
  }

  /** When a read that comes in at a time reads: then, or a little before. */
  public ReadTime readTime(Instant at, boolean consistent) {
    return consistent ? ReadTime.LATEST : ReadTime.stale(at, rules.timing().staleness());
  }

  /**
   * Puts, replaces or deletes an item and gives the change to the stream; under the lock.
   *
   * @param after null deletes
   * @return the item before, or null
   */
  public Item write(ItemKey key, Item after, Instant at, Optional<UserIdentity> by) {
    TableTiming now = rules.timing();
    Optional<Instant> kept =
        now.staleness().isZero() ? Optional.empty() : Optional.of(at.minus(now.staleness()));
    Item before = items.write(key, after, at, kept);
    boolean changed = before == null ? after != null : after == null || !before.same(after);
    if (changed) {
      if (after != null) {
        timeToLive.ifPresent(expiring -> expiring.written(key, after));
      }
      if (stream.isPresent() || !listeners.isEmpty()) {
        Change change = new Change(key, before, after, at, by);
        stream.ifPresent(open -> open.append(change));
        listeners.forEach(listener -> listener.accept(change));
      }
    }
    return before;
  }

  /** The attribute by which items expire; empty if none do. */
  public Optional<String> expiryAttribute() {
    return timeToLive.map(TimeToLive::attribute);
  }

  /** Items expire by that attribute from now on, or not any longer; under the lock. */
  public void expireBy(Optional<String> attribute) {
    timeToLive = attribute.map(TimeToLive::new);
    timeToLive.ifPresent(expiring -> new TreeMap<>(items.all()).forEach(expiring::written));
  }

  /** Deletes what has expired by then; whoever asks for anything of the table does this first. */
  public void settle(Instant now) {
    if (timeToLive.isPresent()) {
      locked(() -> deleteExpired(now));
    }
  }

  private int deleteExpired(Instant now) {
    TimeToLive expiring = timeToLive.orElse(null);
    if (expiring == null) {
      return 0;
    }
    int deleted = 0;
    Instant then = now.minus(rules.timing().expiry());
    for (Optional<TimeToLive.Due> next = expiring.next(then);
        next.isPresent();
        next = expiring.next(then)) {
      TimeToLive.Due due = next.get();
      Item item = items.get(due.key(), Optional.empty());
      if (expiring.stillDue(item, due) && !TimeToLive.isTooOld(due.expiry(), now)) {
        write(due.key(), null, now, Optional.of(UserIdentity.TIME_TO_LIVE));
        deleted++;
      }
    }
    return deleted;
  }
}
