package dev.messina.dynamodb.control;

import dev.messina.dynamodb.clock.ServerClock;
import dev.messina.dynamodb.table.Table;
import dev.messina.dynamodb.table.TableStatus;
import dev.messina.dynamodb.table.TableTiming;
import dev.messina.dynamodb.table.Tables;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Does to tables what AWS does when it sees fit. */
public final class TableControl {

  private final ServerClock clock;
  private final Tables tables;

  TableControl(ServerClock clock, Tables tables) {
    this.clock = clock;
    this.tables = tables;
  }

  public TableTiming timing() {
    return tables.timing();
  }

  public void timing(TableTiming next) {
    tables.timing(next);
  }

  /**
   * Keeps a status until it is let go with an empty one.
   *
   * @throws IllegalArgumentException if there is no such table
   */
  public void hold(String table, Optional<TableStatus> status) {
    named(table).lifecycle().hold(status);
  }

  /**
   * Sets the warm throughput in units a second: DescribeTable tells it, and a table on demand takes
   * it, if that is more than what it began with.
   *
   * @throws IllegalArgumentException if there is no such table
   */
  public void warmThroughput(String table, long reads, long writes) {
    Table found = named(table);
    found.locked(
        () -> {
          Map<String, Object> options = new HashMap<>(found.definition().options());
          options.put(
              "WarmThroughput", Map.of("ReadUnitsPerSecond", reads, "WriteUnitsPerSecond", writes));
          found.definition(found.definition().options(options));
          return found;
        });
  }

  /** The ARN of a table; whatever else a request names is taken for one. */
  String arn(String resource) {
    return tables.find(resource, clock.now()).map(table -> table.identity().arn()).orElse(resource);
  }

  private Table named(String table) {
    return tables
        .find(table, clock.now())
        .orElseThrow(() -> new IllegalArgumentException("There is no table " + table));
  }
}
