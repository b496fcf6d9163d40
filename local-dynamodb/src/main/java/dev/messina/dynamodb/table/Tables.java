package dev.messina.dynamodb.table;

import static dev.messina.dynamodb.error.ErrorType.RESOURCE_NOT_FOUND;

import dev.messina.dynamodb.error.ApiException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/** All tables of the server, by name. */
public final class Tables implements TableRules {

  private final NavigableMap<String, Table> byName = new ConcurrentSkipListMap<>();
  private volatile TableTiming timing;
  private volatile Throttle throttle;

  public Tables(TableTiming timing, Throttle throttle) {
    this.timing = timing;
    this.throttle = throttle;
  }

  @Override
  public TableTiming timing() {
    return timing;
  }

  /** From now on, of the tables that there are as well. */
  public void timing(TableTiming next) {
    timing = next;
  }

  @Override
  public Throttle throttle() {
    return throttle;
  }

  public void throttle(Throttle next) {
    throttle = next;
  }

  /** A table in whatever status, with what has expired by then deleted. */
  public Optional<Table> find(String name, Instant now) {
    Table table = byName.get(name);
    if (table == null) {
      return Optional.empty();
    }
    if (table.lifecycle().isGone(now)) {
      byName.remove(name, table);
      return Optional.empty();
    }
    table.settle(now);
    return Optional.of(table);
  }

  /**
   * Does what is due by then: expired items are deleted, and a table whose deleting is over is let
   * go. Whoever could see it asks for it first.
   */
  public void settle(String name, Instant now) {
    find(name, now);
  }

  /**
   * A table whose items can be read and written.
   *
   * @throws ApiException if there is none of that name, or not yet, or not any longer
   */
  public Table usable(String name, Instant now) {
    return find(name, now)
        .filter(
            table ->
                switch (table.lifecycle().status(now)) {
                  case ACTIVE, UPDATING -> true;
                  default -> false;
                })
        .orElseThrow(Tables::notFound);
  }

  /**
   * @return whether the name was free
   */
  public boolean add(Table table, Instant now) {
    find(table.name(), now);
    return byName.putIfAbsent(table.name(), table) == null;
  }

  /** Those that there are, in the order of their names. */
  public List<Table> all(Instant now) {
    return List.copyOf(byName.keySet()).stream().flatMap(name -> find(name, now).stream()).toList();
  }

  /** Does some work while nothing else is written to some tables. */
  public static <T> T locked(Collection<Table> tables, Supplier<T> work) {
    Supplier<T> all = work;
    // The same order for all, so that no two wait for each other.
    List<Table> inOrder =
        tables.stream()
            .distinct()
            .sorted(Comparator.comparing(table -> table.identity().id()))
            .toList();
    for (Table table : inOrder) {
      Supplier<T> inner = all;
      all = () -> table.locked(inner);
    }
    return all.get();
  }

  public static ApiException notFound() {
    return new ApiException(RESOURCE_NOT_FOUND, "Requested resource not found");
  }
}
