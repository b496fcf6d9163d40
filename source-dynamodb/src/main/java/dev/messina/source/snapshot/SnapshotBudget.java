package dev.messina.source.snapshot;

import dev.messina.source.aws.FailureText;
import dev.messina.source.aws.TableDescription;
import dev.messina.source.aws.TableDescription.TableSize;
import dev.messina.source.fetch.DynamoDb;
import dev.messina.source.fetch.Fetch;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many RCU a second a task's share of a scan may use: as configured or as a signal says, in
 * relation to the table's size and capacity. These are asked for now and then, since provisioned
 * capacity may be changed at any time, by autoscaling too. The first answer must come; later ones
 * may fail.
 */
final class SnapshotBudget {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotBudget.class);

  private static final long INTERVAL_NANOS = Duration.ofMinutes(5).toNanos();

  private final ReadCapacity configured;
  private final DynamoDb dynamoDb;
  private final String table;
  private final double share;
  private final ScanRateLimiter pace;
  private final Runnable whenKnown;
  private Optional<ReadCapacity> throttle = Optional.empty();
  private TableSize size;
  private boolean asking;
  private boolean abandoned;
  private long next = Long.MIN_VALUE;

  /**
   * @param share the part of the scan that is this task's, from 0 to 1
   * @param pace is kept within the budget
   * @param whenKnown what may be done once the size is known, at each answer
   */
  SnapshotBudget(
      ReadCapacity configured,
      DynamoDb dynamoDb,
      String table,
      double share,
      ScanRateLimiter pace,
      Runnable whenKnown) {
    this.configured = configured;
    this.dynamoDb = dynamoDb;
    this.table = table;
    this.share = share;
    this.pace = pace;
    this.whenKnown = whenKnown;
  }

  /** Whether the table's size is known; nothing is read before. */
  boolean isKnown() {
    return size != null;
  }

  TableSize size() {
    return size == null ? TableSize.UNKNOWN : size;
  }

  /** Asks for the size if it is time to. */
  void advance() {
    if (asking || abandoned || dynamoDb.fetches().nanoTime() < next) {
      return;
    }
    asking = true;
    String what = "Describing table '" + table + "' for its size and capacity";
    dynamoDb
        .fetches()
        .request(
            new Fetch<>(
                Fetch.Lane.SCAN,
                what,
                () -> dynamoDb.tables().describe(table),
                this::accept,
                failure -> acceptFailure(what, failure)),
            Duration.ZERO);
  }

  /** Takes in no answer any more. */
  void abandon() {
    abandoned = true;
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

  private void accept(TableDescription description) {
    rest();
    if (!abandoned) {
      size = description.size();
      set();
      whenKnown.run();
    }
  }

  private void acceptFailure(String what, Exception failure) {
    rest();
    if (abandoned) {
      return;
    }
    if (size == null) {
      throw new ConnectException(what + " failed: " + FailureText.of(failure), failure);
    }
    LOG.warn("{} failed, what was last known stays in force: {}", what, failure.toString());
  }

  private void rest() {
    asking = false;
    next = dynamoDb.fetches().nanoTime() + INTERVAL_NANOS;
  }

  private void set() {
    if (size == null) {
      return;
    }
    OptionalDouble units = throttle.orElse(configured).unitsPerSecond(size);
    pace.allow(
        units.isEmpty() ? units : OptionalDouble.of(units.getAsDouble() * share),
        dynamoDb.fetches().nanoTime());
  }
}
