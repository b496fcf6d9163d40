package dev.messina.bench.sink;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;

/** The table as it is after a sample: emptied before, compared after. */
final class WrittenRows {

  /** So many rows of each sample are read and compared. */
  private static final int COMPARED = 200;

  private final CqlSession session;
  private final PreparedStatement select;

  WrittenRows(CqlSession session) {
    this.session = session;
    this.select =
        session.prepare(
            "SELECT "
                + String.join(", ", SampleTable.REGULAR)
                + ", WRITETIME(visits) FROM "
                + SampleTable.NAME
                + " WHERE pk = ? AND ck = ?");
  }

  void clear() {
    session.execute("TRUNCATE " + SampleTable.NAME);
  }

  /**
   * @throws IllegalStateException if there are more or fewer rows, or one of the compared rows is
   *     another
   */
  void verify(SampleRows rows) {
    long count = count();
    if (count != rows.count()) {
      throw new IllegalStateException(
          rows.workload() + ": " + count + " rows in the table, " + rows.count() + " were written");
    }
    int step = Math.max(1, rows.count() / COMPARED);
    for (int number = 0; number < rows.count(); number += step) {
      // Neighbours of the steps, so that all kinds of rows come.
      compare(rows, Math.min(rows.count() - 1, number + number / step % step));
    }
  }

  /** A page at a time: a server that is busy may give up on {@code count(*)}. */
  private long count() {
    long count = 0;
    for (Row row : session.execute("SELECT ck FROM " + SampleTable.NAME)) {
      count += row.isNull(0) ? 0 : 1;
    }
    return count;
  }

  private void compare(SampleRows rows, int number) {
    SampleRow expected = rows.row(number);
    Row found = session.execute(select.bind(expected.pk(), expected.ck())).one();
    boolean same =
        found != null
            && found.getLong(SampleTable.REGULAR.size()) == rows.workload().writeTimestampMicros()
            && SampleTable.REGULAR.stream().allMatch(column -> isSame(expected, found, column));
    if (!same) {
      throw new IllegalStateException(
          rows.workload() + ": row " + number + " is " + found + ", not " + expected);
    }
  }

  private static boolean isSame(SampleRow expected, Row found, String column) {
    Object value = expected.columns().get(column);
    return value == null ? found.isNull(column) : value.equals(found.getObject(column));
  }
}
