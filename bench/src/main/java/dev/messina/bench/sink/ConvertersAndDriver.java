package dev.messina.bench.sink;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The floor under any sink: a worker's converters, then a bare driver loop that knows the table by
 * heart and binds by position. It checks nothing, keeps no offsets, and stops at the first failure.
 */
final class ConvertersAndDriver implements Contender {

  private final CqlSession session;
  private final PreparedStatement insert;
  private final WorkerConverters converters = new WorkerConverters();
  private final Messages messages = new Messages();

  ConvertersAndDriver(Cluster cluster) {
    this.session = cluster.connect();
    this.insert = session.prepare(SampleTable.INSERT);
  }

  @Override
  public Prepared prepare(SampleRows rows) {
    List<List<ConsumerRecord<byte[], byte[]>>> polls = messages.polls(rows);
    return rows.workload().rowsPerPartition() == 1 ? () -> single(polls) : () -> batched(polls);
  }

  private void single(List<List<ConsumerRecord<byte[], byte[]>>> polls)
      throws InterruptedException {
    StatementWindow inFlight = new StatementWindow(session, BareDriver.ROWS_IN_FLIGHT);
    for (List<ConsumerRecord<byte[], byte[]>> poll : polls) {
      for (SinkRecord record : converters.records(poll)) {
        inFlight.send(bound(record));
      }
    }
    inFlight.await();
  }

  /** Rows of a partition follow each other. */
  private void batched(List<List<ConsumerRecord<byte[], byte[]>>> polls)
      throws InterruptedException {
    StatementWindow inFlight = new StatementWindow(session, BareDriver.BATCHES_IN_FLIGHT);
    for (List<ConsumerRecord<byte[], byte[]>> poll : polls) {
      List<BatchableStatement<?>> batch = new ArrayList<>();
      Object partition = null;
      for (SinkRecord record : converters.records(poll)) {
        Object next = fields(record.key()).get("pk");
        if (!next.equals(partition) && !batch.isEmpty()) {
          inFlight.send(BatchStatement.newInstance(DefaultBatchType.UNLOGGED, batch));
          batch = new ArrayList<>();
        }
        partition = next;
        batch.add(bound(record));
      }
      inFlight.send(BatchStatement.newInstance(DefaultBatchType.UNLOGGED, batch));
    }
    inFlight.await();
  }

  private BatchableStatement<?> bound(SinkRecord record) {
    Map<?, ?> key = fields(record.key());
    Map<?, ?> row = fields(record.value());
    BoundStatementBuilder bound = insert.boundStatementBuilder();
    bound.setString(0, (String) key.get("pk"));
    bound.setLong(1, (Long) key.get("ck"));
    bound.setLong(2, (Long) row.get("visits"));
    bound.setString(3, (String) row.get("name"));
    bound.setString(4, (String) row.get("email"));
    bound.setString(5, (String) row.get("city"));
    bound.setString(6, (String) row.get("note"));
    bound.setInt(7, Math.toIntExact((Long) row.get("age")));
    bound.setInt(8, Math.toIntExact((Long) row.get("score")));
    bound.setDouble(9, (Double) row.get("price"));
    bound.setDouble(10, (Double) row.get("ratio"));
    bound.setBoolean(11, (Boolean) row.get("active"));
    bound.setLong(12, (Long) record.headers().lastWithName(Messages.WRITE_TIMESTAMP).value());
    return bound.build();
  }

  private static Map<?, ?> fields(Object data) {
    return (Map<?, ?>) data;
  }

  @Override
  public void close() {
    session.close();
  }
}
