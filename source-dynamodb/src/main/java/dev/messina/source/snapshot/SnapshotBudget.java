package dev.messina.source.snapshot;

import dev.messina.source.aws.TableSize;
import dev.messina.source.fetch.FetchQueue;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many RCU a second a task's share of a scan may use: as configured or as a signal says, in
 * relation to the table's size and capacity.
 */
final class SnapshotBudget {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotBudget.class);

  private final ReadCapacity configured;
  private final FetchQueue fetches;
  private final String table;
  private final double share;
  private final ScanRateLimiter pace;
  private Optional<ReadCapacity> throttle = Optional.empty();
  private TableSize size;

  /**
   * @param share the part of the scan that is this task's, from 0 to 1
   * @param pace is kept within the budget
   */
  SnapshotBudget(
      ReadCapacity configured,
      FetchQueue fetches,
      String table,
      double share,
      ScanRateLimiter pace) {
    this.configured = configured;
    this.fetches = fetches;
    this.table = table;
    this.share = share;
    this.pace = pace;
  }

  /** Whether the table's size is known; nothing is read before. */
  boolean isKnown() {
    return size != null;
  }

  TableSize size() {
    return size == null ? TableSize.UNKNOWN : size;
  }

  void accept(TableSize found) {
    size = found;
    set();
  }

  /**
   * Puts another budget in the place of the configured one.
   *
   * @param readUnitsPerSecond for the whole table, over all tasks, above zero; empty for the
   *     configured budget again
   * @throws IllegalArgumentException if it is not above zero
   */
  void throttle(OptionalDouble readUnitsPerSecond) {
    Optional<ReadCapacity> wanted =
        readUnitsPerSecond.isEmpty()
            ? Optional.empty()
            : Optional.of(ReadCapacity.units(readUnitsPerSecond.getAsDouble()));
    if (wanted.equals(throttle)) {
      return;
    }
    throttle = wanted;
    set();
    LOG.info(
        "Table '{}': the snapshot reads at most {}",
        table,
        throttle.map(ReadCapacity::toString).orElse("what is configured"));
  }

  private void set() {
    if (size == null) {
      return;
    }
    OptionalDouble units = throttle.orElse(configured).unitsPerSecond(size);
    pace.allow(
        units.isEmpty() ? units : OptionalDouble.of(units.getAsDouble() * share),
        fetches.nanoTime());
  }
}
