package dev.messina.cli.compare;

import static java.util.stream.Collectors.joining;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A CQL table, read row by row and by a full select of its keys. Never writes. */
public final class CqlRows implements TargetRows {

  /** Far below the 1024 requests that the driver sends over one connection. */
  private static final int READS_IN_FLIGHT = 256;

  private final CqlSession session;
  private final TableMetadata table;
  private final List<ColumnMetadata> keyColumns;
  private final PreparedStatement selectRow;

  /**
   * @param keyNames the key attributes; the table's primary key must be made of their columns
   * @throws IllegalArgumentException if the table's primary key is another one
   */
  public CqlRows(CqlSession session, TableMetadata table, List<String> keyNames) {
    this.session = session;
    this.table = table;
    this.keyColumns = keyNames.stream().map(this::keyColumn).toList();
    if (keyColumns.size() != table.getPrimaryKey().size()) {
      throw new IllegalArgumentException(
          "The primary key of table "
              + tableName()
              + " has more columns than the item's key has attributes, which are "
              + keyNames
              + "; compare tables with the same key.");
    }
    String condition =
        keyColumns.stream()
            .map(column -> column.getName().asCql(true) + " = ?")
            .collect(joining(" AND "));
    this.selectRow = session.prepare("SELECT * FROM " + tableName() + " WHERE " + condition);
  }

  @Override
  public List<Optional<Map<String, Object>>> find(List<ItemKey> keys) {
    List<Optional<Map<String, Object>>> rows = new ArrayList<>(keys.size());
    for (int from = 0; from < keys.size(); from += READS_IN_FLIGHT) {
      List<CompletionStage<AsyncResultSet>> reads =
          keys.subList(from, Math.min(from + READS_IN_FLIGHT, keys.size())).stream()
              .map(key -> session.executeAsync(selectRow.bind(boundValues(key))))
              .toList();
      reads.forEach(
          read ->
              rows.add(
                  Optional.ofNullable(read.toCompletableFuture().join().one()).map(this::values)));
    }
    return rows;
  }

  @Override
  public Iterable<ItemKey> keys() {
    String names =
        keyColumns.stream().map(column -> column.getName().asCql(true)).collect(joining(", "));
    return session.execute("SELECT " + names + " FROM " + tableName()).map(this::key);
  }

  @Override
  public boolean hasColumn(String name) {
    return table.getColumn(CqlIdentifier.fromInternal(name)).isPresent();
  }

  private Map<String, Object> values(Row row) {
    Map<String, Object> values = new HashMap<>();
    for (ColumnDefinition column : row.getColumnDefinitions()) {
      if (!row.isNull(column.getName())) {
        values.put(column.getName().asInternal(), row.getObject(column.getName()));
      }
    }
    keyColumns.forEach(column -> values.remove(column.getName().asInternal()));
    return values;
  }

  private ItemKey key(Row row) {
    return new ItemKey(keyColumns.stream().map(column -> row.getObject(column.getName())).toList());
  }

  private Object[] boundValues(ItemKey key) {
    Object[] values = key.values().toArray();
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof BigDecimal number) {
        values[i] = ofType(number, keyColumns.get(i).getType());
      }
    }
    return values;
  }

  private static Object ofType(BigDecimal number, DataType type) {
    if (type.equals(DataTypes.BIGINT)) {
      return number.longValueExact();
    }
    if (type.equals(DataTypes.INT)) {
      return number.intValueExact();
    }
    if (type.equals(DataTypes.VARINT)) {
      return number.toBigIntegerExact();
    }
    return type.equals(DataTypes.TEXT) ? number.toPlainString() : number;
  }

  private ColumnMetadata keyColumn(String name) {
    return table.getPrimaryKey().stream()
        .filter(column -> column.getName().asInternal().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Key attribute '"
                        + name
                        + "' is no primary-key column of table "
                        + tableName()
                        + "; compare tables with the same key."));
  }

  private String tableName() {
    return table.getKeyspace().asCql(true) + "." + table.getName().asCql(true);
  }
}
