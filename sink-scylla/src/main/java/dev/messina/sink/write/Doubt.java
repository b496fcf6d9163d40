package dev.messina.sink.write;

import java.time.Duration;
import java.time.Instant;

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
