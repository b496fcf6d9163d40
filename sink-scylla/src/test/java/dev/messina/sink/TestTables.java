package dev.messina.sink;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.internal.core.metadata.schema.DefaultColumnMetadata;
import com.datastax.oss.driver.internal.core.metadata.schema.DefaultKeyspaceMetadata;
import com.datastax.oss.driver.internal.core.metadata.schema.DefaultTableMetadata;
import dev.messina.sink.route.TableName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tables as the driver would know them, made by hand. */
public final class TestTables {

  private TestTables() {}

  /** A table with the partition key {@code pk}, a text, and these columns. */
  public static TableMetadata table(TableName name, Map<String, DataType> regular) {
    return table(name, Map.of("pk", DataTypes.TEXT), regular);
  }

  /** A table with this partition key and these columns. */
  public static TableMetadata table(
      TableName name, Map<String, DataType> key, Map<String, DataType> regular) {
    Map<CqlIdentifier, ColumnMetadata> columns = new LinkedHashMap<>();
    List<ColumnMetadata> keyColumns =
        key.entrySet().stream()
            .map(entry -> column(name, entry.getKey(), entry.getValue()))
            .toList();
    keyColumns.forEach(column -> columns.put(column.getName(), column));
    regular.forEach(
        (column, type) ->
            columns.put(CqlIdentifier.fromInternal(column), column(name, column, type)));
    return new DefaultTableMetadata(
        CqlIdentifier.fromInternal(name.keyspace()),
        CqlIdentifier.fromInternal(name.table()),
        null,
        false,
        false,
        keyColumns,
        Map.of(),
        columns,
        Map.of(),
        Map.of());
  }

  /** The same table with options, as {@code gc_grace_seconds} is one. */
  public static TableMetadata with(Map<String, Object> options, TableMetadata table) {
    Map<CqlIdentifier, Object> byName = new LinkedHashMap<>();
    options.forEach((option, value) -> byName.put(CqlIdentifier.fromInternal(option), value));
    return new DefaultTableMetadata(
        table.getKeyspace(),
        table.getName(),
        null,
        false,
        false,
        table.getPartitionKey(),
        table.getClusteringColumns(),
        table.getColumns(),
        byName,
        Map.of());
  }

  /** The keyspace that has only this table. */
  public static KeyspaceMetadata keyspace(TableMetadata table) {
    return keyspace(table, Map.of());
  }

  /** The same with a replication, as {@code system_schema.keyspaces} has it. */
  public static KeyspaceMetadata keyspace(TableMetadata table, Map<String, String> replication) {
    return new DefaultKeyspaceMetadata(
        table.getKeyspace(),
        true,
        false,
        replication,
        Map.of(),
        Map.of(table.getName(), table),
        Map.of(),
        Map.of(),
        Map.of());
  }

  private static ColumnMetadata column(TableName table, String name, DataType type) {
    return new DefaultColumnMetadata(
        CqlIdentifier.fromInternal(table.keyspace()),
        CqlIdentifier.fromInternal(table.table()),
        CqlIdentifier.fromInternal(name),
        type,
        false);
  }
}
