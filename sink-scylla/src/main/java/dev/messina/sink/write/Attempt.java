package dev.messina.sink.write;

import dev.messina.sink.write.PendingRecord.PendingRow;
import dev.messina.sink.write.TableAnswers.Doubt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Rows of a batch that are sent as one request, and how that has gone so far.
 *
 * @param failures how often the request has failed
 * @param doubt what speaks against its row; nothing while there are several
 * @param failingSince when it failed first; null if it has not
 */
record Attempt(List<PendingRow> rows, int failures, Doubt doubt, Instant failingSince) {

  static Attempt of(List<PendingRow> rows) {
    return new Attempt(rows, 0, Doubt.NONE, null);
  }

  /** One of its rows alone, for which nothing but the time counts against it. */
  Attempt alone(PendingRow row) {
    return new Attempt(List.of(row), 0, Doubt.NONE, failingSince);
  }

  Attempt with(List<PendingRow> otherRows) {
    return new Attempt(otherRows, failures, doubt, failingSince);
  }

  /** It has failed once more, which says nothing about its rows. */
  Attempt failed(Instant now) {
    return new Attempt(
        rows, failures + 1, doubt.interrupted(), failingSince == null ? now : failingSince);
  }

  /** Its row has failed once more, which may be its own fault. */
  Attempt failed(Instant now, TableAnswers.Seen seen) {
    return new Attempt(
        rows, failures + 1, doubt.again(now, seen), failingSince == null ? now : failingSince);
  }

  boolean isRepeat() {
    return failures > 0;
  }

  /** Whether the lifetime of one of its rows has to be worked out again. */
  boolean hasAged(Clock clock) {
    for (PendingRow row : rows) {
      if (row.hasAged(clock)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the partition of one of its rows has gone to another task. */
  boolean hasForgotten() {
    for (PendingRow row : rows) {
      if (row.write().isForgotten()) {
        return true;
      }
    }
    return false;
  }

  Duration failing(Instant now) {
    return Duration.between(failingSince, now);
  }

  PendingRow first() {
    return rows.get(0);
  }
}
