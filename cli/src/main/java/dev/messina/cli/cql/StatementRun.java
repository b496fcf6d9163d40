package dev.messina.cli.cql;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Executes statements and words their rows.
 *
 * @param rowsMost how many rows of each statement are shown, 1 or more
 * @param json whether each row is an object of JSON, or all rows of a statement are a table
 */
public record StatementRun(CqlSession session, int rowsMost, boolean json) {

  private static final int PAGE_MOST = 5_000;

  /**
   * What a statement has answered.
   *
   * @param lines its rows; none if it gives no rows
   * @param hasRows whether it is of those that give rows
   * @param hasMore whether there are more rows than are shown
   * @param warnings of the server
   */
  public record Answer(
      List<String> lines, boolean hasRows, boolean hasMore, List<String> warnings) {

    public Answer {
      lines = List.copyOf(lines);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * @throws com.datastax.oss.driver.api.core.DriverException if the server refuses it, or none
   *     answers
   */
  public Answer execute(Statement statement) {
    boolean asJson = json && statement.isSelect();
    ResultSet answer =
        session.execute(
            SimpleStatement.newInstance(asJson ? statement.asJson() : statement.text())
                .setPageSize(Math.min(rowsMost + 1, PAGE_MOST)));
    List<Row> rows = new ArrayList<>();
    Iterator<Row> all = answer.iterator();
    while (rows.size() < rowsMost && all.hasNext()) {
      rows.add(all.next());
    }
    boolean hasRows = answer.getColumnDefinitions().size() > 0;
    return new Answer(
        hasRows ? lines(answer, rows, asJson) : List.of(),
        hasRows,
        all.hasNext(),
        answer.getExecutionInfo().getWarnings());
  }

  private List<String> lines(ResultSet answer, List<Row> rows, boolean asJson) {
    if (asJson) {
      return rows.stream().map(row -> row.getString(0)).toList();
    }
    if (json) {
      return rows.stream().map(row -> CellText.json(row).toString()).toList();
    }
    List<ColumnDefinition> columns =
        StreamSupport.stream(answer.getColumnDefinitions().spliterator(), false).toList();
    return new RowsTable(
            columns.stream().map(column -> column.getName().asInternal()).toList(),
            columns.stream().map(column -> CellText.isNumber(column.getType())).toList(),
            rows.stream().map(StatementRun::cells).toList())
        .lines();
  }

  private static List<String> cells(Row row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.getColumnDefinitions().size(); i++) {
      cells.add(CellText.of(row, i));
    }
    return cells;
  }
}
