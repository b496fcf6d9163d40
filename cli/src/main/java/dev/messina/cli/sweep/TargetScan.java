package dev.messina.cli.sweep;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.metadata.TokenMap;
import com.datastax.oss.driver.api.core.metadata.token.Token;
import com.datastax.oss.driver.api.core.metadata.token.TokenRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads keys and write timestamps of all rows by the ring's token ranges, page by page. Holds one
 * page in memory, and the next one that is on its way.
 */
final class TargetScan implements RowPages {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String PARTITIONER = "Murmur3Partitioner";
  private static final String FIRST_TOKEN = Long.toString(Long.MIN_VALUE);

  private final CqlSession session;
  private final int keyColumns;
  private final PreparedStatement between;
  private final PreparedStatement behind;

  TargetScan(CqlSession session, TargetStatements table) {
    this.session = session;
    this.keyColumns = table.key().size();
    this.between = session.prepare(table.selectBetween());
    this.behind = session.prepare(table.selectAfter());
  }

  /**
   * @throws IllegalStateException if the cluster does not place rows by Murmur3
   */
  @Override
  public void read(Pages pages) {
    TokenMap ring = session.getMetadata().getTokenMap().orElseThrow(TargetScan::unknownRing);
    if (!ring.getPartitionerName().endsWith(PARTITIONER)) {
      throw unknownRing();
    }
    Token first = ring.parse(FIRST_TOKEN);
    for (TokenRange range : ring.getTokenRanges()) {
      for (TokenRange part : range.unwrap()) {
        BoundStatement select =
            part.getEnd().equals(first)
                ? behind.bind(part.getStart())
                : between.bind(part.getStart(), part.getEnd());
        if (!readAll(configured(select).setRoutingToken(part.getEnd()), pages)) {
          return;
        }
      }
    }
  }

  private boolean readAll(BoundStatement select, Pages pages) {
    List<Scanned> page = new ArrayList<>(PAGE_ROWS);
    for (Row row : session.execute(select)) {
      page.add(Scanned.of(row, keyColumns));
      if (page.size() == PAGE_ROWS) {
        if (!pages.take(List.copyOf(page))) {
          return false;
        }
        page.clear();
      }
    }
    return page.isEmpty() || pages.take(page);
  }

  private static BoundStatement configured(BoundStatement select) {
    return select
        .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
        .setIdempotent(true)
        .setPageSize(PAGE_ROWS)
        .setTimeout(TIMEOUT);
  }

  private static IllegalStateException unknownRing() {
    return new IllegalStateException(
        "The target is read by the tokens of "
            + PARTITIONER
            + ", which this cluster does not use.");
  }
}
