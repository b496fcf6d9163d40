package dev.messina.dynamodb.table;

import static dev.messina.dynamodb.error.ErrorType.RESOURCE_NOT_FOUND;

import dev.messina.dynamodb.error.ApiException;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** All tables of the server, by name. */
public final class Tables {

  private final NavigableMap<String, Table> byName = new ConcurrentSkipListMap<>();

  public Optional<Table> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * @throws ApiException if there is none of that name
   */
  public Table get(String name) {
    return find(name)
        .orElseThrow(() -> new ApiException(RESOURCE_NOT_FOUND, "Requested resource not found"));
  }

  /**
   * @return whether the name was free
   */
  public boolean add(Table table) {
    return byName.putIfAbsent(table.name(), table) == null;
  }

  public void remove(Table table) {
    byName.remove(table.name(), table);
  }

  /** In the order of their names. */
  public NavigableMap<String, Table> byName() {
    return byName;
  }
}
