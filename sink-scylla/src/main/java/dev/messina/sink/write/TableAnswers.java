package dev.messina.sink.write;

import dev.messina.sink.route.TableName;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many rows each table has taken so far, and how many failed by themselves for a reason that
 * may be theirs or the cluster's; for rows of the same replicas together, since some may take
 * writes while others don't. Safe for several threads.
 */
final class TableAnswers {

  private final Map<Place, Counts> byPlace = new ConcurrentHashMap<>();

  /**
   * Where a row is kept.
   *
   * @param replicas none if they are not known, when all rows of the table are counted together
   */
  record Place(TableName table, Set<UUID> replicas) {}

  private record Counts(LongAdder acknowledged, LongAdder failed) {}

  /** The counts of a place at some moment. */
  record Seen(long acknowledged, long failed) {

    /** Whether, since then, at least as many rows were taken as have failed. */
    boolean hasTakenMoreBy(Seen later) {
      return later.acknowledged > acknowledged
          && later.acknowledged - acknowledged >= later.failed - failed;
    }
  }

  void acknowledged(Place place, int rows) {
    counts(place).acknowledged.add(rows);
  }

  /** Counts the failure of one row that was sent alone. */
  Seen failed(Place place) {
    Counts counts = counts(place);
    counts.failed.increment();
    return new Seen(counts.acknowledged.sum(), counts.failed.sum());
  }

  private Counts counts(Place place) {
    return byPlace.computeIfAbsent(place, unseen -> new Counts(new LongAdder(), new LongAdder()));
  }
}
