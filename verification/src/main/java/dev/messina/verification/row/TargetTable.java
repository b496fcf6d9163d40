package dev.messina.verification.row;

import static java.util.stream.Collectors.joining;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.ContainerType;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.TupleType;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import dev.messina.verification.value.Conversion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/** A CQL table and the statements that read it. */
public record TargetTable(TableMetadata metadata) {

  /**
   * Looks a table up.
   *
   * @param name {@code keyspace.table} in the server's own spelling
   */
  public static Optional<TargetTable> find(CqlSession session, String name) {
    int dot = name.indexOf('.');
    return session
        .getMetadata()
        .getKeyspace(CqlIdentifier.fromInternal(name.substring(0, Math.max(dot, 0))))
        .flatMap(keyspace -> keyspace.getTable(CqlIdentifier.fromInternal(name.substring(dot + 1))))
        .map(TargetTable::new);
  }

  /** {@code keyspace.table} in the server's own spelling. */
  public String name() {
    return metadata.getKeyspace().asInternal() + "." + metadata.getName().asInternal();
  }

  public List<String> keyColumns() {
    return metadata.getPrimaryKey().stream().map(column -> column.getName().asInternal()).toList();
  }

  /** What a row is converted by. */
  public ColumnTypes columnTypes() {
    Map<String, DataType> types = new HashMap<>();
    metadata
        .getColumns()
        .forEach((column, known) -> types.put(column.asInternal(), known.getType()));
    return new ColumnTypes(name(), keyColumns(), types);
  }

  public Optional<DataType> typeOf(String column) {
    return metadata.getColumn(CqlIdentifier.fromInternal(column)).map(ColumnMetadata::getType);
  }

  /** Why no item can be compared with a row of such a table; empty if it can. */
  public Optional<String> refusal() {
    return metadata.getColumns().values().stream()
        .filter(column -> column.isStatic() || column.getType().equals(DataTypes.COUNTER))
        .findFirst()
        .map(
            column ->
                "Column %s of table %s is %s, which the sink never writes."
                    .formatted(
                        column.getName(), name(), column.isStatic() ? "static" : "a counter"))
        .or(this::compositeKey);
  }

  private Optional<String> compositeKey() {
    return metadata.getPrimaryKey().stream()
        .filter(column -> column.getType() instanceof ContainerType || isTuple(column.getType()))
        .findFirst()
        .map(
            column ->
                "Column %s of the key of table %s is of type %s, by which no row is read here."
                    .formatted(column.getName(), name(), column.getType().asCql(true, true)));
  }

  private static boolean isTuple(DataType type) {
    return type instanceof TupleType || type instanceof UserDefinedType;
  }

  List<ColumnMetadata> values() {
    return metadata.getColumns().values().stream()
        .filter(column -> !metadata.getPrimaryKey().contains(column))
        .toList();
  }

  /** Those of {@link #values()} that have a write timestamp. */
  List<ColumnMetadata> timed() {
    return values().stream().filter(column -> !Conversion.isMultiCell(column.getType())).toList();
  }

  /** A row's values, then its write timestamps; a marker for each column of the key. */
  String selectRow() {
    return selectRow(
        timed().stream().map(column -> "WRITETIME(" + cql(column) + "), ").collect(joining()));
  }

  /** The same without write timestamps. */
  String selectValues() {
    return selectRow("");
  }

  private String selectRow(String times) {
    return "SELECT "
        + values().stream().map(column -> cql(column) + ", ").collect(joining())
        + times
        + names(metadata.getPrimaryKey())
        + " FROM "
        + cqlName()
        + " WHERE "
        + metadata.getPrimaryKey().stream()
            .map(column -> cql(column) + " = ?")
            .collect(joining(" AND "));
  }

  /** The keys of a range of tokens; two markers, both inclusive. */
  String selectKeys() {
    String token = "token(" + names(metadata.getPartitionKey()) + ")";
    return "SELECT "
        + names(metadata.getPrimaryKey())
        + " FROM "
        + cqlName()
        + " WHERE "
        + token
        + " >= ? AND "
        + token
        + " <= ?";
  }

  /** The values of a range of tokens, then their keys; two markers, both inclusive. */
  String selectRows() {
    return selectKeys()
        .replaceFirst(
            "SELECT ",
            Matcher.quoteReplacement(
                "SELECT "
                    + values().stream().map(column -> cql(column) + ", ").collect(joining())));
  }

  private String cqlName() {
    return metadata.getKeyspace().asCql(true) + "." + metadata.getName().asCql(true);
  }

  private static String names(List<ColumnMetadata> columns) {
    return columns.stream().map(TargetTable::cql).collect(joining(", "));
  }

  private static String cql(ColumnMetadata column) {
    return column.getName().asCql(true);
  }
}
