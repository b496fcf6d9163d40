package dev.messina.cli.sweep;

import static java.util.stream.Collectors.joining;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataTypes;
import dev.messina.cli.sweep.Readiness.Refused;
import dev.messina.verification.value.Conversion;
import java.util.List;
import java.util.Optional;

/**
 * The statements for a target table.
 *
 * @param metadata as the server has it
 */
record TargetStatements(TableMetadata metadata) {

  /** The metadata of a route's target; empty if there is no such table. */
  static Optional<TargetStatements> find(CqlSession session, SweepRoute route) {
    return session
        .getMetadata()
        .getKeyspace(CqlIdentifier.fromInternal(route.keyspace()))
        .flatMap(keyspace -> keyspace.getTable(CqlIdentifier.fromInternal(route.targetTable())))
        .map(TargetStatements::new);
  }

  /** Why such a table cannot be swept. */
  Optional<Refused> refusal() {
    return metadata.getColumns().values().stream()
        .filter(column -> column.isStatic() || column.getType().equals(DataTypes.COUNTER))
        .findFirst()
        .map(
            column ->
                new Refused(
                    Refusal.UNSUITABLE_TARGET,
                    "Column %s of table %s is %s, which the sink never writes."
                        .formatted(
                            column.getName(), name(), column.isStatic() ? "static" : "a counter")));
  }

  List<ColumnMetadata> key() {
    return metadata.getPrimaryKey();
  }

  /**
   * The primary key of the rows of a range of tokens, then the write timestamp of each cell that
   * can be asked: not of collections that are not frozen. Two markers, for tokens.
   */
  String selectBetween() {
    return select() + " WHERE " + token() + " > ? AND " + token() + " <= ?";
  }

  /** The same up to the end of the ring. One marker. */
  String selectAfter() {
    return select() + " WHERE " + token() + " > ?";
  }

  /** The same of one row. Markers for its primary key. */
  String selectRow() {
    return select() + " WHERE " + isKey();
  }

  /**
   * Deletes one row. The first marker is for the write timestamp, the others for the primary key.
   */
  String delete() {
    return "DELETE FROM " + name() + " USING TIMESTAMP ? WHERE " + isKey();
  }

  private String isKey() {
    return key().stream().map(column -> cql(column) + " = ?").collect(joining(" AND "));
  }

  private String select() {
    String times =
        metadata.getColumns().values().stream()
            .filter(column -> !key().contains(column) && !Conversion.isMultiCell(column.getType()))
            .map(column -> ", WRITETIME(" + cql(column) + ")")
            .collect(joining());
    return "SELECT " + names(key()) + times + " FROM " + name();
  }

  private String token() {
    return "token(" + names(metadata.getPartitionKey()) + ")";
  }

  private String name() {
    return metadata.getKeyspace().asCql(true) + "." + metadata.getName().asCql(true);
  }

  private static String names(List<ColumnMetadata> columns) {
    return columns.stream().map(TargetStatements::cql).collect(joining(", "));
  }

  private static String cql(ColumnMetadata column) {
    return column.getName().asCql(true);
  }
}
