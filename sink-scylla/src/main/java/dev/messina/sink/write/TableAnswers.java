package dev.messina.sink.write;

import dev.messina.sink.route.TableName;
import java.time.Duration;
import java.time.Instant;
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

  /**
   * What speaks against a row that keeps failing for a reason that may be its own or the cluster's.
   * Only time in which its table takes other rows does, from one failure of the row to the next: in
   * an outage nothing is taken, or less than fails.
   *
   * @param attempts that have failed so
   * @param lastAt when it failed last; null if something else has gone wrong since
   * @param lastSeen what the table had taken by then
   * @param whileOthersWereTaken how long it has failed while its table took other rows
   */
  record Doubt(
      int attempts, Instant lastAt, TableAnswers.Seen lastSeen, Duration whileOthersWereTaken) {

    static final Doubt NONE = new Doubt(0, null, null, Duration.ZERO);

    /** The row has failed once more. */
    Doubt again(Instant now, TableAnswers.Seen seen) {
      boolean counts = lastAt != null && lastSeen.hasTakenMoreBy(seen);
      return new Doubt(
          attempts + 1,
          now,
          seen,
          counts ? whileOthersWereTaken.plus(Duration.between(lastAt, now)) : whileOthersWereTaken);
    }

    /** It failed for a reason that is not its own: until its next failure nothing counts. */
    Doubt interrupted() {
      return lastAt == null ? this : new Doubt(attempts, null, null, whileOthersWereTaken);
    }
  }
}
