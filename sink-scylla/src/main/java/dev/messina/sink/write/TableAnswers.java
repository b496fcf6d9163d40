package dev.messina.sink.write;

import dev.messina.sink.route.TableName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many rows each table has taken so far, and how many failed by themselves for a reason that
 * may be theirs or the cluster's. Safe for several threads.
 */
final class TableAnswers {

  private final Map<TableName, Counts> byTable = new ConcurrentHashMap<>();

  private record Counts(LongAdder acknowledged, LongAdder failed) {}

  /** A table's counts at some moment. */
  record Seen(long acknowledged, long failed) {

    /** Whether, since then, the table has taken at least as many rows as have failed. */
    boolean hasTakenMoreBy(Seen later) {
      return later.acknowledged > acknowledged
          && later.acknowledged - acknowledged >= later.failed - failed;
    }
  }

  void acknowledged(TableName table, int rows) {
    counts(table).acknowledged.add(rows);
  }

  /** Counts the failure of one row that was sent alone. */
  Seen failed(TableName table) {
    Counts counts = counts(table);
    counts.failed.increment();
    return new Seen(counts.acknowledged.sum(), counts.failed.sum());
  }

  private Counts counts(TableName table) {
    return byTable.computeIfAbsent(table, unseen -> new Counts(new LongAdder(), new LongAdder()));
  }
}
