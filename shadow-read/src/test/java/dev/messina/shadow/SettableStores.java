package dev.messina.shadow;

import dev.messina.verification.frontier.Frontier;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.row.FoundRow;
import dev.messina.verification.row.RowKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Both stores, the clock and the frontier, as a test sets them. */
final class SettableStores extends Clock {

  private final Map<ItemKey, Map<String, AttributeValue>> items = new ConcurrentHashMap<>();
  private final Map<RowKey, FoundRow> rows = new ConcurrentHashMap<>();
  private final AtomicInteger itemReads = new AtomicInteger();
  volatile boolean itemsDown;
  volatile boolean rowsDown;
  volatile Instant now = Instant.parse("2026-12-01T10:00:00Z");
  volatile Frontier.Reading frontier = new Frontier.NotYet("the snapshot is read");
  volatile Runnable afterRowRead = () -> {};

  Stores stores() {
    return new Stores(this::item, this::row, TestMapping.real());
  }

  private Optional<Map<String, AttributeValue>> item(ItemKey key) {
    itemReads.incrementAndGet();
    if (itemsDown) {
      throw new IllegalStateException("DynamoDB is down");
    }
    return Optional.ofNullable(items.get(key));
  }

  private Optional<FoundRow> row(RowKey key) {
    if (rowsDown) {
      throw new IllegalStateException("Cassandra is down");
    }
    Optional<FoundRow> found = Optional.ofNullable(rows.get(key));
    afterRowRead.run();
    return found;
  }

  int itemReads() {
    return itemReads.get();
  }

  void putItem(String pk, String v) {
    items.put(TestMapping.key(pk), TestMapping.item(pk, v));
  }

  /** The table has no column for one of its attributes. */
  void putUnwritableItem(String pk) {
    Map<String, AttributeValue> item = new HashMap<>(TestMapping.item(pk, "1"));
    item.put("no column", AttributeValue.fromS("2"));
    items.put(TestMapping.key(pk), item);
  }

  void deleteItem(String pk) {
    items.remove(TestMapping.key(pk));
  }

  /** Written now. */
  void putRow(String pk, String v) {
    putRow(pk, v, Duration.ZERO);
  }

  /**
   * @param ahead of the clock
   */
  void putRow(String pk, String v, Duration ahead) {
    rows.put(TestMapping.rowKey(pk), TestMapping.row(v, now.plus(ahead).toEpochMilli() * 1_000));
  }

  void deleteRow(String pk) {
    rows.remove(TestMapping.rowKey(pk));
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** All that was read until now is applied, whatever the clocks differ. */
  void passFrontier() {
    frontier = new Frontier.Known(now.plus(Frontier.CLOCK_MARGIN), "a test");
    pass(Duration.ofSeconds(10));
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("A test needs one zone");
  }
}
