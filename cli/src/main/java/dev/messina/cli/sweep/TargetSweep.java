package dev.messina.cli.sweep;

import static java.util.stream.Collectors.joining;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.messina.cli.sweep.TargetScan.Scanned;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Passes over a target: reads, judges, deletes, counts. For use by one thread. */
final class TargetSweep {

  private final SweepRoute route;
  private final WholeTableEpoch epoch;
  private final TargetScan scan;
  private final RowJudgement judgement;
  private final Deletion deletion;
  private final RateLimiter pace;
  private final int keysShown;
  private final Map<RowKind, Long> rows = new EnumMap<>(RowKind.class);
  private final List<String> keys = new ArrayList<>();

  TargetSweep(
      CqlSession session,
      TargetStatements table,
      SweepRoute route,
      WholeTableEpoch epoch,
      SweepSettings.Scan settings) {
    this.route = route;
    this.epoch = epoch;
    this.scan = new TargetScan(session, table);
    this.judgement = new RowJudgement(epoch, route.generation());
    this.deletion = new Deletion(session, table, epoch);
    this.pace = new RateLimiter(settings.rowsPerSecond(), System::nanoTime);
    this.keysShown = settings.keysShown();
  }

  /** Reads the whole target and deletes nothing. */
  Report count() {
    return pass(false);
  }

  /** Deletes what is to be deleted; the first row that others have written ends it. */
  Report apply() {
    return pass(true);
  }

  private Report pass(boolean apply) {
    rows.clear();
    keys.clear();
    scan.read(page -> take(page, apply));
    return Report.of(route.target(), epoch, rows, keys, apply);
  }

  private boolean take(List<Scanned> page, boolean apply) {
    List<Scanned> doomed = new ArrayList<>();
    for (Scanned row : page) {
      RowKind kind = judgement.of(row.writeMicros());
      rows.merge(kind, 1L, Long::sum);
      if (kind.isToBeDeleted()) {
        doomed.add(row);
      }
    }
    if (apply && rows.containsKey(RowKind.FOREIGN)) {
      return false;
    }
    doomed.stream().limit(keysShown - keys.size()).map(TargetSweep::key).forEach(keys::add);
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

  private static String key(Scanned scanned) {
    return IntStream.range(0, scanned.key().size())
        .mapToObj(column -> keyPart(scanned.row(), column))
        .collect(joining(", "));
  }

  private static String keyPart(Row row, int column) {
    ColumnDefinition definition = row.getColumnDefinitions().get(column);
    return definition.getName().asCql(true)
        + "="
        + row.codecRegistry().codecFor(definition.getType()).format(row.getObject(column));
  }
}
