package dev.messina.cli.sweep;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.messina.cli.sweep.RowPages.Scanned;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Passes over rows of a target, all of them or listed ones: reads, judges, deletes, counts. For use
 * by one thread.
 */
final class TargetSweep {

  private final RowPages rows;
  private final RowJudgement judgement;
  private final Deletion deletion;
  private final RateLimiter pace;
  private final Witness witness;

  /** Is told what each row is. */
  interface Witness {
    void judged(Scanned row, RowKind kind);
  }

  TargetSweep(
      CqlSession session,
      TargetStatements table,
      RowPages rows,
      RowJudgement judgement,
      RateLimiter pace,
      Witness witness) {
    this.rows = rows;
    this.judgement = judgement;
    this.deletion = new Deletion(session, table, judgement.epoch());
    this.pace = pace;
    this.witness = witness;
  }

  /** Reads all rows and deletes nothing. */
  Map<RowKind, Long> count() {
    return pass(false);
  }

  /** Deletes what is to be deleted; the first row that others have written ends it. */
  Map<RowKind, Long> apply() {
    return pass(true);
  }

  private Map<RowKind, Long> pass(boolean apply) {
    Map<RowKind, Long> kinds = new EnumMap<>(RowKind.class);
    rows.read(page -> take(page, kinds, apply));
    return kinds;
  }

  private boolean take(List<Scanned> page, Map<RowKind, Long> kinds, boolean apply) {
    List<Scanned> doomed = new ArrayList<>();
    for (Scanned row : page) {
      RowKind kind = judgement.of(row.writeMicros());
      kinds.merge(kind, 1L, Long::sum);
      witness.judged(row, kind);
      if (kind.isToBeDeleted()) {
        doomed.add(row);
      }
    }
    if (apply && kinds.containsKey(RowKind.FOREIGN)) {
      return false;
    }
    if (apply) {
      deletion.delete(doomed);
    }
    rest(page.size());
    return true;
  }

  private void rest(int read) {
    try {
      TimeUnit.NANOSECONDS.sleep(pace.restNanos(read));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The sweep was interrupted; run it again.", interrupted);
    }
  }
}
