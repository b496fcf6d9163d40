package dev.messina.transforms;

import dev.messina.record.Coordinates;
import dev.messina.transforms.mapping.Mapping;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells once which names of {@code drop} no item has had: it may be a slip, or a template's part,
 * which is no attribute. Nothing is wrong with the rows that were made, so it is a warning.
 * Thread-safe.
 */
final class UselessDrops {

  private static final Logger LOG = LoggerFactory.getLogger(ItemToRow.class);

  /** Rarer attributes than one in so many items would be told in vain. */
  private static final int ROWS = 1_000;

  private final Set<String> unseen = ConcurrentHashMap.newKeySet();
  private final Set<String> parts;
  private final AtomicInteger rowsLeft = new AtomicInteger(ROWS);

  UselessDrops(Mapping mapping) {
    unseen.addAll(mapping.drops());
    parts = mapping.parts();
  }

  /** Looks at an item that has become a row. */
  void see(ItemImage image, ConnectRecord<?> record) {
    if (unseen.isEmpty()) {
      return;
    }
    // An attribute of the key, or one that a rule looks at, is in no list of what is dropped.
    unseen.removeIf(name -> image.dropped().contains(name) || image.whole(name) != null);
    if (rowsLeft.decrementAndGet() == 0) {
      unseen.forEach(name -> warn(name, record));
      unseen.clear();
    }
  }

  private void warn(String name, ConnectRecord<?> record) {
    LOG.warn(
        "'drop' of the mapping names '{}', which none of {} items up to {} had{}",
        name,
        ROWS,
        Coordinates.of(record).text(),
        parts.contains(name)
            ? "; it is a part of a template, and no attribute: a part that nobody wants is {}"
            : "");
  }
}
