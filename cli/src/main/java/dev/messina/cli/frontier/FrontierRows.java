package dev.messina.cli.frontier;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import dev.messina.verification.frontier.Frontier;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Publishes frontiers as rows, one for each table and sink, written at LOCAL_QUORUM. A row ends by
 * itself, so that nobody takes the word of a publisher that has stopped.
 */
public final class FrontierRows {

  private static final Map<String, DataType> COLUMNS = columns();
  private static final List<String> KEY = List.of("source_table", "sink");

  private final CqlSession session;
  private final PreparedStatement insert;
  private final int ttlSeconds;

  private static Map<String, DataType> columns() {
    Map<String, DataType> columns = new LinkedHashMap<>();
    columns.put("source_table", DataTypes.TEXT);
    columns.put("sink", DataTypes.TEXT);
    columns.put("state", DataTypes.TEXT);
    columns.put("frontier", DataTypes.TIMESTAMP);
    columns.put("looked_at", DataTypes.TIMESTAMP);
    columns.put("held_by", DataTypes.TEXT);
    columns.put("reason", DataTypes.TEXT);
    return columns;
  }

  /**
   * @param table {@code keyspace.table}, as CQL spells it
   * @param endsAfter rows end so long after they were written
   * @throws IllegalArgumentException if there is no such table, or it has other columns; with the
   *     statement that makes one
   */
  public FrontierRows(CqlSession session, String table, Duration endsAfter) {
    this.session = session;
    this.ttlSeconds = (int) endsAfter.toSeconds();
    require(session, table);
    this.insert =
        session.prepare(
            "INSERT INTO %s (%s) VALUES (?, ?, ?, ?, ?, ?, ?) USING TTL ?"
                .formatted(table, String.join(", ", COLUMNS.keySet())));
  }

  private static void require(CqlSession session, String table) {
    int dot = table.indexOf('.');
    TableMetadata found =
        session
            .getMetadata()
            .getKeyspace(CqlIdentifier.fromCql(table.substring(0, dot)))
            .flatMap(keyspace -> keyspace.getTable(CqlIdentifier.fromCql(table.substring(dot + 1))))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "There is no table %s; make it: %s".formatted(table, statement(table))));
    boolean fits =
        COLUMNS.entrySet().stream()
            .allMatch(
                column ->
                    found
                        .getColumn(column.getKey())
                        .filter(has -> has.getType().equals(column.getValue()))
                        .isPresent());
    List<String> key =
        found.getPrimaryKey().stream().map(column -> column.getName().asInternal()).toList();
    if (!fits || !key.equals(KEY)) {
      throw new IllegalArgumentException(
          "Table %s is not one for frontiers; make another: %s".formatted(table, statement(table)));
    }
  }

  /** The statement that makes the table. */
  static String statement(String table) {
    StringBuilder text = new StringBuilder("CREATE TABLE " + table + " (");
    COLUMNS.forEach(
        (name, type) ->
            text.append(name).append(' ').append(type.asCql(false, false)).append(", "));
    return text.append("PRIMARY KEY (").append(String.join(", ", KEY)).append("));").toString();
  }

  /** Writes what is known, and that nothing is known, of every table. */
  public void write(FrontierAnswer answer) {
    for (TableFrontier table : answer.tables()) {
      Optional<Frontier.Known> known =
          table.reading() instanceof Frontier.Known is ? Optional.of(is) : Optional.empty();
      session.execute(
          insert
              .bind(
                  table.table(),
                  table.sink(),
                  table.state(),
                  known.map(Frontier.Known::appliedUntil).orElse(null),
                  answer.lookedAt(),
                  known.map(Frontier.Known::heldBy).orElse(null),
                  String.join("; ", FrontierForms.reasons(table.reading())),
                  ttlSeconds)
              .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
              .setIdempotent(true));
    }
  }
}
