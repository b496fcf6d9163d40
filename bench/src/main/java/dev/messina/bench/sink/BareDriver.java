package dev.messina.bench.sink;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The least that can be done with the driver: statements that were bound beforehand are sent, a
 * fixed number in flight. Rows that share a partition leave as unlogged batches.
 */
final class BareDriver implements Contender {

  static final int ROWS_IN_FLIGHT = 256;

  /** Beyond it nothing becomes faster; half of it is slower by a tenth. */
  static final int BATCHES_IN_FLIGHT = 128;

  private final CqlSession session;
  private final PreparedStatement insert;

  BareDriver(Cluster cluster) {
    this.session = cluster.connect();
    this.insert = session.prepare(SampleTable.INSERT);
  }

  @Override
  public Prepared prepare(SampleRows rows) {
    List<BatchableStatement<?>> inserts = new ArrayList<>(rows.count());
    rows.all().forEach(row -> inserts.add(bound(row, rows.workload().writeTimestampMicros())));
    int together = rows.workload().rowsPerPartition();
    return together == 1 ? () -> send(inserts, ROWS_IN_FLIGHT) : batched(inserts, together);
  }

  private BatchableStatement<?> bound(SampleRow row, long writeTimestampMicros) {
    List<Object> values = new ArrayList<>();
    values.add(row.pk());
    values.add(row.ck());
    SampleTable.REGULAR.forEach(column -> values.add(row.columns().get(column)));
    values.add(writeTimestampMicros);
    return insert.bind(values.toArray());
  }

  private Prepared batched(List<BatchableStatement<?>> inserts, int together) {
    List<Statement<?>> batches = new ArrayList<>();
    for (int i = 0; i < inserts.size(); i += together) {
      batches.add(
          BatchStatement.newInstance(
              DefaultBatchType.UNLOGGED,
              inserts.subList(i, Math.min(i + together, inserts.size()))));
    }
    return () -> send(batches, BATCHES_IN_FLIGHT);
  }

  private void send(List<? extends Statement<?>> statements, int inFlightMax)
      throws InterruptedException {
    StatementWindow inFlight = new StatementWindow(session, inFlightMax);
    for (Statement<?> statement : statements) {
      inFlight.send(statement);
    }
    inFlight.await();
  }

  @Override
  public void close() {
    session.close();
  }
}
