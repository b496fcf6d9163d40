package dev.messina.cli.sweep;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Deletes rows just under the epoch, at LOCAL_QUORUM. What was written in the epoch or later does
 * not feel it, so a row that comes back to life meanwhile stays.
 */
final class Deletion {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final CqlSession session;
  private final Epoch epoch;
  private final PreparedStatement delete;

  Deletion(CqlSession session, TargetStatements table, Epoch epoch) {
    this.session = session;
    this.epoch = epoch;
    this.delete = session.prepare(table.delete());
  }

  /** Returns when all of these rows, one page of them, are deleted. */
  void delete(List<RowPages.Scanned> rows) {
    List<CompletionStage<AsyncResultSet>> answers =
        rows.stream().map(row -> session.executeAsync(bound(row.key()))).toList();
    answers.forEach(answer -> answer.toCompletableFuture().join());
  }

  private BoundStatement bound(List<Object> key) {
    List<Object> values = new ArrayList<>(key.size() + 1);
    values.add(epoch.deletionMicros());
    values.addAll(key);
    return delete
        .bind(values.toArray())
        .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
        .setIdempotent(true)
        .setTimeout(TIMEOUT);
  }
}
