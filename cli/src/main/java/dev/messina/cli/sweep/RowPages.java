package dev.messina.cli.sweep;

import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.List;

/** Rows of a target by their keys and write timestamps, page by page. */
interface RowPages {

  /** Small, since a server may read whole rows of 400 KB to tell their write timestamps. */
  int PAGE_ROWS = 100;

  /**
   * A row.
   *
   * @param key the values of its primary key
   * @param writeMicros of the cells that have one
   */
  record Scanned(Row row, List<Object> key, List<Long> writeMicros) {

    /**
     * @param row its primary key, then the write timestamps of its cells
     */
    static Scanned of(Row row, int keyColumns) {
      List<Object> key = new ArrayList<>(keyColumns);
      for (int i = 0; i < keyColumns; i++) {
        key.add(row.getObject(i));
      }
      List<Long> writeMicros = new ArrayList<>();
      for (int i = keyColumns; i < row.size(); i++) {
        if (!row.isNull(i)) {
          writeMicros.add(row.getLong(i));
        }
      }
      return new Scanned(row, key, writeMicros);
    }
  }

  /** Takes pages as they come; false ends the reading. */
  interface Pages {
    boolean take(List<Scanned> page);
  }

  void read(Pages pages);
}
