package dev.messina.dynamodb.table;

import dev.messina.dynamodb.item.ItemKey;
import java.time.Instant;

/**
 * Units of capacity that a request is about to use.
 *
 * @param key of the item, or where the page that is read begins; its hash says which partition
 * @param units of the table itself, without its indexes
 */
public record CapacityUse(Table table, Kind kind, ItemKey key, double units, Instant at) {

  /** Reading or writing. */
  public enum Kind {
    READ,
    WRITE
  }
}
