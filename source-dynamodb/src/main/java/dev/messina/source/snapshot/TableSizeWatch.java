package dev.messina.source.snapshot;

import dev.messina.source.aws.FailureText;
import dev.messina.source.aws.TableDescription;
import dev.messina.source.aws.TableSize;
import dev.messina.source.fetch.DynamoDb;
import dev.messina.source.fetch.Fetch;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks now and then for a table's size and capacity, since provisioned capacity may be changed at
 * any time, by autoscaling too. The first answer must come; later ones may fail.
 */
final class TableSizeWatch {

  private static final Logger LOG = LoggerFactory.getLogger(TableSizeWatch.class);

  private static final long INTERVAL_NANOS = Duration.ofMinutes(5).toNanos();

  private final DynamoDb dynamoDb;
  private final String table;
  private final Consumer<TableSize> sizes;
  private boolean known;
  private boolean asking;
  private boolean abandoned;
  private long next = Long.MIN_VALUE;

  /**
   * @param sizes gets each answer, on the task's own thread
   */
  TableSizeWatch(DynamoDb dynamoDb, String table, Consumer<TableSize> sizes) {
    this.dynamoDb = dynamoDb;
    this.table = table;
    this.sizes = sizes;
  }

  /** Asks if it is time to. */
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

  /** Hands out nothing any more. */
  void abandon() {
    abandoned = true;
  }

  private void accept(TableDescription description) {
    rest();
    known = true;
    if (!abandoned) {
      sizes.accept(description.size());
    }
  }

  private void acceptFailure(String what, Exception failure) {
    rest();
    if (abandoned) {
      return;
    }
    if (!known) {
      throw new ConnectException(what + " failed: " + FailureText.of(failure), failure);
    }
    LOG.warn("{} failed, what was last known stays in force: {}", what, failure.toString());
  }

  private void rest() {
    asking = false;
    next = dynamoDb.fetches().nanoTime() + INTERVAL_NANOS;
  }
}
