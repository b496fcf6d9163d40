package dev.messina.transforms;

/** What one transform has left out or moved since it was configured. */
public interface RowTallyMBean {

  /** Records whose item belongs to another target, by the mapping's 'when'. */
  long getRecordsOfOtherTargets();

  /** Tombstones that were dropped because only an old image could tell which row they mean. */
  long getDroppedTombstones();

  /** Items that left their row for another one, or the target. */
  long getMovedItems();

  /** Attributes that no rule names, left out by 'unmapped: ignore'. */
  long getIgnoredAttributes();
}
