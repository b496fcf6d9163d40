package dev.messina.verification.row;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.internal.core.metadata.schema.DefaultColumnMetadata;
import com.datastax.oss.driver.internal.core.metadata.schema.DefaultTableMetadata;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tables as the driver would know them, made by hand. */
public final class TestTables {

  private TestTables() {}

  /**
   * A table {@code ks.t}.
   *
   * @param key its partition key
   * @param values its other columns
   */
  public static TargetTable table(Map<String, DataType> key, Map<String, DataType> values) {
    List<ColumnMetadata> keyColumns =
        key.entrySet().stream().map(entry -> column(entry.getKey(), entry.getValue())).toList();
    Map<CqlIdentifier, ColumnMetadata> columns = new LinkedHashMap<>();
    keyColumns.forEach(column -> columns.put(column.getName(), column));
    values.forEach(
        (name, type) -> columns.put(CqlIdentifier.fromInternal(name), column(name, type)));
    return new TargetTable(
        new DefaultTableMetadata(
            CqlIdentifier.fromInternal("ks"),
            CqlIdentifier.fromInternal("t"),
            null,
            false,
            false,
            keyColumns,
            Map.of(),
            columns,
            Map.of(),
            Map.of()));
  }

  private static ColumnMetadata column(String name, DataType type) {
    return new DefaultColumnMetadata(
        CqlIdentifier.fromInternal("ks"),
        CqlIdentifier.fromInternal("t"),
        CqlIdentifier.fromInternal(name),
        type,
        false);
  }
}
