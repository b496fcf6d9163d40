package dev.messina.sink.evolve;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import dev.messina.sink.route.TableName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/**
 * One statement that changes a table.
 *
 * @param columns the new columns and their types, in order
 */
record TableChange(TableName table, String cql, Map<String, String> columns) {

  /**
   * Fields for which there is no type are left out: their records say so when they are bound.
   *
   * @param options after the columns; empty for the server's defaults
   */
  static TableChange create(TableName table, Schema key, List<Field> values, String options) {
    Map<String, String> columns = types(key.fields());
    String primaryKey =
        columns.keySet().stream().map(TableChange::quoted).collect(Collectors.joining(", "));
    types(values).forEach(columns::putIfAbsent);
    return new TableChange(
        table,
        "CREATE TABLE IF NOT EXISTS "
            + quoted(table)
            + " ("
            + definitions(columns)
            + ", PRIMARY KEY ("
            + primaryKey
            + "))"
            + options,
        columns);
  }

  /** In brackets, which all servers take; none but Cassandra knows IF NOT EXISTS here. */
  static TableChange add(TableName table, List<Field> values, Set<String> existing) {
    Map<String, String> columns = types(values);
    columns.keySet().removeAll(existing);
    return new TableChange(
        table, "ALTER TABLE " + quoted(table) + " ADD (" + definitions(columns) + ")", columns);
  }

  boolean isEmpty() {
    return columns.isEmpty();
  }

  private static Map<String, String> types(List<Field> fields) {
    Map<String, String> types = new LinkedHashMap<>();
    for (Field field : fields) {
      ColumnTypes.of(field.schema()).ifPresent(type -> types.put(field.name(), type));
    }
    return types;
  }

  private static String definitions(Map<String, String> columns) {
    return columns.entrySet().stream()
        .map(column -> quoted(column.getKey()) + " " + column.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String quoted(TableName table) {
    return quoted(table.keyspace()) + "." + quoted(table.table());
  }

  private static String quoted(String name) {
    return CqlIdentifier.fromInternal(name).asCql(false);
  }
}
