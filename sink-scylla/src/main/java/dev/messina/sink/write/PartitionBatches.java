package dev.messina.sink.write;

import dev.messina.sink.route.TableName;
import dev.messina.sink.statement.RowWriter.BoundRow;
import dev.messina.sink.write.PendingRecord.PendingRow;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins rows of one partition into batches. A batch is ready when it is full by rows or by bytes,
 * or when nothing more is waited for; the batches of a partition are ready in the order of their
 * rows. Belongs to the task's thread.
 */
final class PartitionBatches {

  private final int rowsMax;
  private final int bytesMax;
  private final Map<Partition, Open> open = new LinkedHashMap<>();
  private final Deque<Batch> ready = new ArrayDeque<>();

  private record Partition(TableName table, ByteBuffer key) {

    /** As of any record, but without the detour by which these are worked out. */
    @Override
    public int hashCode() {
      return 31 * table.hashCode() + key.hashCode();
    }
  }

  private static final class Open {
    private final List<PendingRow> rows = new ArrayList<>(2);
    private long bytes;
  }

  /**
   * @param rowsMax rows of a batch, at least 1
   * @param bytesMax values of a batch in bytes, which only a row that is larger alone exceeds
   */
  PartitionBatches(int rowsMax, int bytesMax) {
    this.rowsMax = rowsMax;
    this.bytesMax = bytesMax;
  }

  void add(PendingRow row) {
    if (rowsMax == 1) {
      ready.add(new Batch(List.of(row)));
      return;
    }
    BoundRow bound = row.bound();
    Partition partition = new Partition(bound.table(), bound.partitionKey());
    Open batch = open.computeIfAbsent(partition, unseen -> new Open());
    if (!batch.rows.isEmpty() && batch.bytes + bound.bytes() > bytesMax) {
      ready.add(new Batch(batch.rows));
      batch = new Open();
      open.put(partition, batch);
    }
    batch.rows.add(row);
    batch.bytes += bound.bytes();
    if (batch.rows.size() == rowsMax || batch.bytes >= bytesMax) {
      ready.add(new Batch(batch.rows));
      open.remove(partition);
    }
  }

  /** Nothing more is waited for: every batch is ready. */
  void close() {
    open.values().forEach(batch -> ready.add(new Batch(batch.rows)));
    open.clear();
  }

  boolean hasReady() {
    return !ready.isEmpty();
  }

  /** Takes the batch that has been ready longest. */
  Batch takeReady() {
    return ready.remove();
  }

  /**
   * Rows of one partition that leave as one request, in the order in which they arrived. When that
   * request fails for a reason that may lie in one of them, they are sent one after the other in
   * its place, so that a batch never is more than one request at a time. One thread has it at a
   * time.
   */
  static final class Batch {

    private final Deque<Attempt> left = new ArrayDeque<>(1);

    Batch(List<PendingRow> rows) {
      left.add(Attempt.of(rows));
    }

    /** Takes what is to be sent next; null if nothing is left. */
    Attempt next() {
      return left.poll();
    }

    void addFirst(Attempt portion) {
      left.addFirst(portion);
    }

    void addLast(Attempt portion) {
      left.addLast(portion);
    }

    void addApart(Attempt portion) {
      portion.rows().forEach(row -> left.addLast(portion.alone(row)));
    }
  }
}
