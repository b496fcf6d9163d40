package dev.messina.cli.repair;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.internal.core.metadata.schema.DefaultColumnMetadata;
import com.datastax.oss.driver.internal.core.metadata.schema.DefaultTableMetadata;
import dev.messina.verification.row.TargetTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tables as the driver would know them, made by hand. */
final class Tables {

  private Tables() {}

  /** A table {@code ks.t} of nothing but a partition key. */
  static TargetTable table(Map<String, DataType> key) {
    List<ColumnMetadata> columns =
        key.entrySet().stream().map(entry -> column(entry.getKey(), entry.getValue())).toList();
    Map<CqlIdentifier, ColumnMetadata> byName = new LinkedHashMap<>();
    columns.forEach(column -> byName.put(column.getName(), column));
    return new TargetTable(
        new DefaultTableMetadata(
            CqlIdentifier.fromInternal("ks"),
            CqlIdentifier.fromInternal("t"),
            null,
            false,
            false,
            columns,
            Map.of(),
            byName,
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
