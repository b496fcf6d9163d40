package dev.messina.transforms;

import dev.messina.plugin.MetricsBean;
import dev.messina.record.Coordinates;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import javax.management.ObjectName;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what a transform leaves out, in JMX as {@code dev.messina:type=item-to-row,table=…,id=…}.
 * A transform does not know its connector, so the id only tells one from another. Thread-safe.
 */
final class RowTally implements RowTallyMBean, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ItemToRow.class);
  private static final AtomicLong NEXT_ID = new AtomicLong();

  /** Names in data have no end; so many are logged once each, the rest are only counted. */
  private static final int NAMES_MAX = 1_000;

  private final LongAdder elsewhere = new LongAdder();
  private final LongAdder tombstones = new LongAdder();
  private final LongAdder moved = new LongAdder();
  private final LongAdder refusedMoves = new LongAdder();
  private final LongAdder deletesWithoutOldImage = new LongAdder();
  private final LongAdder readAgain = new LongAdder();
  private final LongAdder ignored = new LongAdder();
  private final Set<String> logged = ConcurrentHashMap.newKeySet();
  private final AtomicLong nextTold = new AtomicLong(1);
  private final String table;
  private Optional<MetricsBean> bean = Optional.empty();

  /**
   * Shows the counters until they are closed. The worker may have loaded this class more than once,
   * and each of them counts its own ids: one that another has is skipped.
   */
  static RowTally register(String table) {
    RowTally tally = new RowTally(table);
    while (tally.bean.isEmpty()) {
      ObjectName name =
          MetricsBean.name(
              "dev.messina:type=item-to-row",
              "table",
              table == null ? "none" : table,
              "id",
              String.valueOf(NEXT_ID.incrementAndGet()));
      tally.bean = MetricsBean.showUnlessTaken(name, tally, RowTallyMBean.class);
    }
    return tally;
  }

  /** Counters that nobody sees, for a transform that was never configured. */
  static RowTally unseen() {
    return new RowTally(null);
  }

  private RowTally(String table) {
    this.table = table;
  }

  /** Told at the first, the tenth, the hundredth and so on: a table of many targets has many. */
  void elsewhere(ConnectRecord<?> record) {
    elsewhere.increment();
    if (elsewhere.sum() >= nextTold.get()) {
      long told = nextTold.getAndUpdate(count -> count * 10);
      LOG.info(
          "{} or more items belong to another target than {} by the mapping's 'when', the last at"
              + " {}. A target for what no other takes shows whether each has one.",
          told,
          table == null ? "this one" : table,
          Coordinates.of(record).text());
    }
  }

  void droppedTombstone(ConnectRecord<?> record) {
    tombstones.increment();
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "The tombstone at {} is dropped: only an old image could tell which row it means",
          Coordinates.of(record).text());
    }
  }

  void moved() {
    moved.increment();
  }

  void refusedMove() {
    refusedMoves.increment();
  }

  void deleteWithoutOldImage() {
    deletesWithoutOldImage.increment();
  }

  void readAgainWithoutOldImage(ConnectRecord<?> record) {
    readAgain.increment();
    LOG.warn(
        "The item at {} was read again by its key. The mapping's 'key' depends on more than that,"
            + " so a row that the item had under another key is not known and stays.",
        Coordinates.of(record).text());
  }

  void unmapped(List<String> attributes, ConnectRecord<?> record) {
    ignored.add(attributes.size());
    for (String attribute : attributes) {
      if (logged.size() < NAMES_MAX && logged.add(attribute)) {
        LOG.info(
            "Attribute '{}' is in no rule of the mapping and left out, first at {}",
            attribute,
            Coordinates.of(record).text());
      }
    }
  }

  @Override
  public long getRecordsOfOtherTargets() {
    return elsewhere.sum();
  }

  @Override
  public long getDroppedTombstones() {
    return tombstones.sum();
  }

  @Override
  public long getMovedItems() {
    return moved.sum();
  }

  @Override
  public long getRefusedMoves() {
    return refusedMoves.sum();
  }

  @Override
  public long getDeletesWithoutOldImage() {
    return deletesWithoutOldImage.sum();
  }

  @Override
  public long getReadAgainWithoutOldImage() {
    return readAgain.sum();
  }

  @Override
  public long getIgnoredAttributes() {
    return ignored.sum();
  }

  @Override
  public void close() {
    bean.ifPresent(MetricsBean::close);
  }
}
