package dev.messina.transforms;

import dev.messina.transforms.mapping.Mapping;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.common.cache.SynchronizedCache;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plans of one mapping, one for each shape of item keys. Thread-safe. */
final class RowPlans {

  private static final Logger LOG = LoggerFactory.getLogger(ItemToRow.class);

  /** One table has one shape of keys; a connector that reads many tables has as many. */
  private static final int SHAPES_MAX = 64;

  private final Mapping mapping;
  private final Cache<Object, RowPlan> plans = new SynchronizedCache<>(new LRUCache<>(SHAPES_MAX));

  RowPlans(Mapping mapping) {
    this.mapping = mapping;
  }

  Mapping mapping() {
    return mapping;
  }

  /**
   * The plan for the items of a record.
   *
   * @throws dev.messina.transforms.item.ItemException if the mapping does not fit the item's key
   */
  RowPlan of(RecordKey key) {
    Object shape = key.shape();
    RowPlan known = plans.get(shape);
    if (known != null) {
      return known;
    }
    RowPlan plan = RowPlanner.plan(mapping, key.names());
    if (mapping.itemKey().isEmpty()) {
      announce(plan);
    }
    // A map's own set of keys would hold on to the map.
    plans.put(shape instanceof Set<?> names ? Set.copyOf(names) : shape, plan);
    return plan;
  }

  /**
   * Says what the mapping needs of the source, if the document tells the item's key.
   *
   * @throws dev.messina.transforms.item.ItemException if the mapping does not fit that key
   */
  void announce() {
    if (!mapping.itemKey().isEmpty()) {
      announce(RowPlanner.plan(mapping, new LinkedHashSet<>(mapping.itemKey())));
    }
  }

  private void announce(RowPlan plan) {
    String target = mapping.table() == null ? "" : " to " + mapping.table();
    String key = String.join(", ", plan.itemKey());
    if (plan.needsOldImage() && (plan.rowNeedsImage() || !plan.ownRow())) {
      LOG.info(
          "The mapping{} needs old images: its 'when' or 'key' depends on more than the item's key"
              + " ({}). The stream needs the view type NEW_AND_OLD_IMAGES, and the source"
              + " before.images=full.",
          target,
          key);
    } else if (plan.needsOldImage()) {
      LOG.info(
          "The mapping{} takes items by more than their key ({}). With old images it knows which"
              + " had a row; without, each change of an item that it does not take is a delete. The"
              + " stream's view type NEW_AND_OLD_IMAGES and the source's before.images=full give"
              + " them.",
          target,
          key);
    }
  }
}
