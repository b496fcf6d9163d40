package dev.messina.sink.cql;

import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import dev.messina.sink.route.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the sink knows of a table: its columns in the order in which statements bind them, the
 * primary key first. Conversions and codecs are resolved once, here.
 */
final class TableModel {

  private final TableName name;
  private final List<Column> columns;
  private final int keySize;
  private final Map<String, Column> byName;

  private TableModel(TableName name, List<Column> columns, int keySize) {
    this.name = name;
    this.columns = List.copyOf(columns);
    this.keySize = keySize;
    this.byName = new HashMap<>();
    columns.forEach(column -> byName.put(column.name(), column));
  }

  /** The model of a table that {@link TableProblems} has nothing against. */
  static TableModel of(TableName name, TableMetadata table) {
    Map<String, DataType> primaryKey = new LinkedHashMap<>();
    for (ColumnMetadata column : table.getPrimaryKey()) {
      primaryKey.put(column.getName().asInternal(), column.getType());
    }
    Map<String, DataType> regular = new LinkedHashMap<>();
    for (ColumnMetadata column : table.getColumns().values()) {
      if (!primaryKey.containsKey(column.getName().asInternal())) {
        regular.put(column.getName().asInternal(), column.getType());
      }
    }
    return of(name, primaryKey, regular);
  }

  static TableModel of(
      TableName name, Map<String, DataType> primaryKey, Map<String, DataType> regular) {
    List<Column> columns = new ArrayList<>();
    primaryKey.forEach((column, type) -> columns.add(Column.of(column, columns.size(), type)));
    regular.forEach((column, type) -> columns.add(Column.of(column, columns.size(), type)));
    return new TableModel(name, columns, primaryKey.size());
  }

  TableName name() {
    return name;
  }

  List<Column> columns() {
    return columns;
  }

  List<Column> primaryKey() {
    return columns.subList(0, keySize);
  }

  /** The column of that name, in the server's own spelling; null if there is none. */
  Column column(String column) {
    return byName.get(column);
  }

  boolean isPrimaryKey(Column column) {
    return column.position() < keySize;
  }

  Collection<String> columnNames() {
    return byName.keySet();
  }
}
