package dev.messina.bench.sink;

import com.datastax.oss.driver.api.core.CqlSession;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** The table that is written: twelve columns, two of them its primary key. */
final class SampleTable {

  static final String NAME = "bench.rows";
  static final List<String> KEY = List.of("pk", "ck");

  /** The columns besides the key, in the order in which a row has its values. */
  static final List<String> REGULAR =
      List.of(
          "visits", "name", "email", "city", "note", "age", "score", "price", "ratio", "active");

  static final String INSERT =
      "INSERT INTO "
          + NAME
          + " (pk, ck, "
          + String.join(", ", REGULAR)
          + ") VALUES (?, ?, "
          + Collections.nCopies(REGULAR.size(), "?").stream().collect(Collectors.joining(", "))
          + ") USING TIMESTAMP ?";

  private SampleTable() {}

  static void create(CqlSession session) {
    session.execute(
        "CREATE KEYSPACE bench WITH replication ="
            + " {'class': 'SimpleStrategy', 'replication_factor': 1}");
    session.execute(
        "CREATE TABLE bench.rows (pk text, ck bigint, visits bigint, name text, email text,"
            + " city text, note text, age int, score int, price double, ratio double,"
            + " active boolean, PRIMARY KEY (pk, ck))");
  }
}
