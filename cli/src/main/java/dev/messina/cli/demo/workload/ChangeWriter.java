package dev.messina.cli.demo.workload;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The application that never stops writing: applies a planned number of changes at a steady rate,
 * each key from one thread. The last part of the changes is held back until {@link #releaseRest()}
 * is called, so that there is something to write after a given moment, whenever it comes.
 */
public final class ChangeWriter implements AutoCloseable {

  private static final int LANES = 4;

  private final DynamoDbClient client;
  private final String table;
  private final Settings settings;
  private final ItemGenerator items;
  private final Lanes lanes = new Lanes("writer", LANES);
  private final CountDownLatch restReleased = new CountDownLatch(1);
  private final Map<ChangeKind, LongAdder> written = new EnumMap<>(ChangeKind.class);
  private final LongAdder hot = new LongAdder();

  /**
   * @param seed of the changes; the same one gives the same changes, key by key
   * @param itemCount how many of the generator's items the table holds
   * @param changes how many changes to write
   * @param changesPerSecond the rate; bursts on hot keys go faster
   * @param heldBack how many of the changes wait for {@link #releaseRest()}
   */
  public record Settings(
      long seed, long itemCount, long changes, int changesPerSecond, long heldBack) {}

  public ChangeWriter(DynamoDbClient client, String table, ItemGenerator items, Settings settings) {
    this.client = client;
    this.table = table;
    this.items = items;
    this.settings = settings;
    for (ChangeKind kind : ChangeKind.values()) {
      written.put(kind, new LongAdder());
    }
  }

  public void start() {
    lanes.start(this::writeLane);
  }

  /** Lets the writer finish. */
  public void releaseRest() {
    restReleased.countDown();
  }

  /**
   * Whether all changes are written.
   *
   * @throws IllegalStateException if writing has failed
   */
  public boolean isDone() {
    rethrowFailure();
    return lanes.isDone();
  }

  /**
   * @throws IllegalStateException if writing has failed
   */
  public void rethrowFailure() {
    lanes.rethrowFailure();
  }

  /** How many changes are written by now. */
  public long count() {
    return written.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** How many changes of each kind are written by now. */
  public Map<ChangeKind, Long> countByKind() {
    Map<ChangeKind, Long> counts = new EnumMap<>(ChangeKind.class);
    written.forEach((kind, count) -> counts.put(kind, count.sum()));
    return counts;
  }

  /** How many of them hit a hot key in a burst. */
  public long hotCount() {
    return hot.sum();
  }

  private void writeLane(int lane) throws InterruptedException {
    ChangePlan plan = new ChangePlan(settings.seed(), items, settings.itemCount(), lane, LANES);
    Pacer pacer = new Pacer(Math.max(1.0, settings.changesPerSecond()) / LANES);
    long mine = share(settings.changes(), lane);
    long free = mine - share(settings.heldBack(), lane);
    for (long i = 0; i < mine; i++) {
      if (i == free) {
        restReleased.await();
      }
      ChangePlan.Planned next = plan.next();
      if (!next.hot()) {
        pacer.awaitTurn();
      }
      apply(next.change());
      written.get(next.kind()).increment();
      if (next.hot()) {
        hot.increment();
      }
    }
  }

  private static long share(long total, int lane) {
    return total / LANES + (lane < total % LANES ? 1 : 0);
  }

  private void apply(Change change) {
    if (change instanceof Change.Put put) {
      client.putItem(request -> request.tableName(table).item(put.item()));
    } else if (change instanceof Change.Delete delete) {
      client.deleteItem(request -> request.tableName(table).key(delete.key()));
    } else if (change instanceof Change.Update update) {
      client.updateItem(request(update));
    }
  }

  private UpdateItemRequest request(Change.Update update) {
    Map<String, String> names = new HashMap<>();
    Map<String, AttributeValue> values = new HashMap<>();
    StringJoiner set = new StringJoiner(", ", "SET ", " ").setEmptyValue("");
    update
        .set()
        .forEach(
            (name, value) -> {
              String number = Integer.toString(names.size());
              names.put("#s" + number, name);
              values.put(":s" + number, value);
              set.add("#s" + number + " = :s" + number);
            });
    StringJoiner remove = new StringJoiner(", ", "REMOVE ", "").setEmptyValue("");
    for (String name : update.remove()) {
      String placeholder = "#r" + names.size();
      names.put(placeholder, name);
      remove.add(placeholder);
    }
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(update.key())
        .updateExpression(set.toString() + remove)
        .expressionAttributeNames(names)
        .expressionAttributeValues(values.isEmpty() ? null : values)
        .build();
  }

  @Override
  public void close() {
    lanes.close();
  }

  /** Hands out turns at a steady rate; who is late by more than a second is not made to hurry. */
  private static final class Pacer {

    private static final long LATE_MAX_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long intervalNanos;
    private long due = System.nanoTime();

    private Pacer(double turnsPerSecond) {
      this.intervalNanos = (long) (1e9 / turnsPerSecond);
    }

    private void awaitTurn() throws InterruptedException {
      long now = System.nanoTime();
      due = Math.max(due + intervalNanos, now - LATE_MAX_NANOS);
      if (due > now) {
        TimeUnit.NANOSECONDS.sleep(due - now);
      }
    }
  }
}
