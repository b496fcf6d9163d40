package dev.messina.dynamodb.control;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** The rules that hold now, in the order in which they were made. Safe for several threads. */
public final class Rules {

  private final NavigableMap<Long, Rule> byId = new ConcurrentSkipListMap<>();
  private final AtomicLong lastId = new AtomicLong();
  private volatile List<Rule> inOrder = List.of();

  /**
   * @return its id, to remove it by
   */
  public synchronized long add(Rule rule) {
    long id = lastId.incrementAndGet();
    byId.put(id, rule);
    inOrder = List.copyOf(byId.values());
    return id;
  }

  /**
   * @return whether there was one
   */
  public synchronized boolean remove(long id) {
    boolean found = byId.remove(id) != null;
    inOrder = List.copyOf(byId.values());
    return found;
  }

  public synchronized void clear() {
    byId.clear();
    inOrder = List.of();
  }

  /** By their ids. */
  public Map<Long, Rule> all() {
    return new TreeMap<>(byId);
  }

  List<Rule> inOrder() {
    return inOrder;
  }
}
