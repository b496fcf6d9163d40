package dev.messina.sink.statement;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import dev.messina.sink.convert.Column;
import dev.messina.sink.convert.ColumnConversions;
import dev.messina.sink.convert.Terms;
import dev.messina.sink.convert.UnknownColumns;
import dev.messina.sink.route.TableName;
import dev.messina.sink.validate.TableProblems;
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
  private final List<Column> partitionKey;
  private final List<Column> primaryKey;
  private final Map<String, Column> byName;

  private TableModel(TableName name, List<Column> columns, int partitionKeySize, int keySize) {
    this.name = name;
    this.columns = List.copyOf(columns);
    this.partitionKey = List.copyOf(columns.subList(0, partitionKeySize));
    this.primaryKey = List.copyOf(columns.subList(0, keySize));
    this.byName = new HashMap<>();
    columns.forEach(column -> byName.put(column.name(), column));
  }

  /**
   * The model of a table that {@link TableProblems} has nothing against.
   *
   * @param unknown what becomes of fields that a user-defined type lacks
   */
  static TableModel of(
      TableName name, TableMetadata table, ColumnConversions conversions, UnknownColumns unknown) {
    Map<CqlIdentifier, ColumnMetadata> regular = new LinkedHashMap<>(table.getColumns());
    table.getPrimaryKey().forEach(column -> regular.remove(column.getName()));
    return of(
        name,
        types(table.getPartitionKey()),
        types(table.getClusteringColumns().keySet()),
        types(regular.values()),
        conversions,
        unknown);
  }

  static TableModel of(
      TableName name,
      Map<String, DataType> partitionKey,
      Map<String, DataType> clustering,
      Map<String, DataType> regular,
      ColumnConversions conversions) {
    return of(name, partitionKey, clustering, regular, conversions, UnknownColumns.failing());
  }

  static TableModel of(
      TableName name,
      Map<String, DataType> partitionKey,
      Map<String, DataType> clustering,
      Map<String, DataType> regular,
      ColumnConversions conversions,
      UnknownColumns unknown) {
    List<Column> columns = new ArrayList<>();
    Map<String, DataType> key = new LinkedHashMap<>(partitionKey);
    key.putAll(clustering);
    key.forEach(
        (column, type) ->
            columns.add(Column.ofKey(column, columns.size(), type, conversions.of(name, column))));
    regular.forEach(
        (column, type) ->
            columns.add(
                Column.of(
                    column,
                    columns.size(),
                    type,
                    new Terms(conversions.of(name, column), false, unknown))));
    return new TableModel(name, columns, partitionKey.size(), key.size());
  }

  private static Map<String, DataType> types(Collection<ColumnMetadata> columns) {
    Map<String, DataType> types = new LinkedHashMap<>();
    columns.forEach(column -> types.put(column.getName().asInternal(), column.getType()));
    return types;
  }

  TableName name() {
    return name;
  }

  List<Column> columns() {
    return columns;
  }

  List<Column> partitionKey() {
    return partitionKey;
  }

  List<Column> primaryKey() {
    return primaryKey;
  }

  /** The column of that name, in the server's own spelling; null if there is none. */
  Column column(String column) {
    return byName.get(column);
  }

  boolean isPrimaryKey(Column column) {
    return column.position() < primaryKey.size();
  }

  Collection<String> columnNames() {
    return byName.keySet();
  }
}
