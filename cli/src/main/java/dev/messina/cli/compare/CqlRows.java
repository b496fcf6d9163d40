package dev.messina.cli.compare;

import static java.util.stream.Collectors.joining;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.ColumnDefinitions;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A CQL table, read row by row and by a full select of its keys. Never writes. */
public final class CqlRows implements TargetRows {

  /** Far below the 1024 requests that the driver sends over one connection. */
  private static final int READS_IN_FLIGHT = 256;

  /** ScyllaDB takes no more clustering keys in one query. */
  private static final int KEYS_PER_READ = 100;

  private final CqlSession session;
  private final TableMetadata table;
  private final List<ColumnMetadata> keyColumns;
  private final PreparedStatement selectRows;

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
    String partition = keyColumns.get(0).getName().asCql(true) + " = ?";
    String sort =
        keyColumns.size() == 1 ? "" : " AND " + keyColumns.get(1).getName().asCql(true) + " IN ?";
    this.selectRows =
        session.prepare("SELECT * FROM " + tableName() + " WHERE " + partition + sort);
  }

  @Override
  public List<Optional<Map<String, Object>>> find(List<ItemKey> keys) {
    Map<ItemKey, Map<String, Object>> found = new HashMap<>();
    List<BoundStatement> reads = reads(keys);
    for (int from = 0; from < reads.size(); from += READS_IN_FLIGHT) {
      List<CompletionStage<AsyncResultSet>> answers =
          reads.subList(from, Math.min(from + READS_IN_FLIGHT, reads.size())).stream()
              .map(session::executeAsync)
              .toList();
      for (CompletionStage<AsyncResultSet> answer : answers) {
        answer
            .toCompletableFuture()
            .join()
            .currentPage()
            .forEach(row -> found.put(key(row), values(row)));
      }
    }
    return keys.stream().map(key -> Optional.ofNullable(found.get(key))).toList();
  }

  /** The rows of one partition are asked for together: a fifth of the requests, in the demo. */
  private List<BoundStatement> reads(List<ItemKey> keys) {
    if (keyColumns.size() == 1) {
      return keys.stream().map(key -> selectRows.bind(bound(key, 0))).toList();
    }
    Map<Object, List<Object>> sortKeys = new LinkedHashMap<>();
    keys.forEach(
        key ->
            sortKeys
                .computeIfAbsent(bound(key, 0), partition -> new ArrayList<>())
                .add(bound(key, 1)));
    List<BoundStatement> reads = new ArrayList<>();
    sortKeys.forEach(
        (partition, all) -> {
          for (int from = 0; from < all.size(); from += KEYS_PER_READ) {
            List<Object> some = all.subList(from, Math.min(from + KEYS_PER_READ, all.size()));
            reads.add(selectRows.bind(partition, some));
          }
        });
    return reads;
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
    ColumnDefinitions columns = row.getColumnDefinitions();
    for (int i = 0; i < columns.size(); i++) {
      if (!row.isNull(i)) {
        values.put(columns.get(i).getName().asInternal(), row.getObject(i));
      }
    }
    keyColumns.forEach(column -> values.remove(column.getName().asInternal()));
    return values;
  }

  private ItemKey key(Row row) {
    return new ItemKey(keyColumns.stream().map(column -> row.getObject(column.getName())).toList());
  }

  private Object bound(ItemKey key, int position) {
    Object value = key.values().get(position);
    return value instanceof BigDecimal number
        ? ofType(number, keyColumns.get(position).getType())
        : value;
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
