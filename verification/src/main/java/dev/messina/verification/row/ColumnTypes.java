package dev.messina.verification.row;

import com.datastax.oss.driver.api.core.type.DataType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The columns of a CQL table, whether a server or a file tells of them.
 *
 * @param name {@code keyspace.table} in the server's own spelling
 * @param keyColumns of the primary key, in order
 * @param types of all columns by name
 */
public record ColumnTypes(String name, List<String> keyColumns, Map<String, DataType> types) {

  public ColumnTypes {
    keyColumns = List.copyOf(keyColumns);
    types = Map.copyOf(types);
  }

  /** Empty if there is no such column. */
  public Optional<DataType> typeOf(String column) {
    return Optional.ofNullable(types.get(column));
  }
}
