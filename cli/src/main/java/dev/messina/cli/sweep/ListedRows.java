package dev.messina.cli.sweep;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Reads listed rows by their keys; those that are not there are left out. */
final class ListedRows implements RowPages {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final CqlSession session;
  private final int keyColumns;
  private final PreparedStatement select;
  private final List<List<Object>> keys;

  /**
   * @param keys values of primary keys, as the driver takes them
   */
  ListedRows(CqlSession session, TargetStatements table, List<List<Object>> keys) {
    this.session = session;
    this.keyColumns = table.key().size();
    this.select = session.prepare(table.selectRow());
    this.keys = List.copyOf(keys);
  }

  @Override
  public void read(Pages pages) {
    for (int from = 0; from < keys.size(); from += PAGE_ROWS) {
      if (!pages.take(page(keys.subList(from, Math.min(from + PAGE_ROWS, keys.size()))))) {
        return;
      }
    }
  }

  private List<Scanned> page(List<List<Object>> some) {
    List<CompletionStage<AsyncResultSet>> answers =
        some.stream().map(key -> session.executeAsync(bound(key))).toList();
    List<Scanned> page = new ArrayList<>(some.size());
    for (CompletionStage<AsyncResultSet> answer : answers) {
      Row row = answer.toCompletableFuture().join().one();
      if (row != null) {
        page.add(Scanned.of(row, keyColumns));
      }
    }
    return page;
  }

  private BoundStatement bound(List<Object> key) {
    return select
        .bind(key.toArray())
        .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
        .setIdempotent(true)
        .setTimeout(TIMEOUT);
  }
}
