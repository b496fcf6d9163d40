package dev.messina.transforms;

/** What one transform has left out or moved since it was configured. */
public interface RowTallyMBean {

  /** Records whose item belongs to another target, by the mapping's 'when'. */
  long getRecordsOfOtherTargets();

  /** Tombstones that were dropped because only an old image could tell which row they mean. */
  long getDroppedTombstones();

  /** Items that left their row for another one, or the target. */
  long getMovedItems();

  /**
   * Moves of items whose new row was refused here, so that the old one stays until the record is
   * replayed.
   */
  long getRefusedMoves();

  /**
   * Deletes of the one row that an item can have, without an old image that tells whether it had
   * it.
   */
  long getDeletesWithoutOldImage();

  /** Items that were read again by their key, of whose earlier rows nothing is known. */
  long getReadAgainWithoutOldImage();

  /** Attributes that no rule names, left out by 'unmapped: ignore'. */
  long getIgnoredAttributes();
}
