package dev.messina.dynamodb.stream;

import dev.messina.dynamodb.item.Item;
import dev.messina.dynamodb.item.ItemKey;
import java.time.Instant;
import java.util.Optional;

/**
 * One change of one item. A write that leaves the item as it was is none.
 *
 * @param key of the item; its {@link ItemKey#hash} says which shard the change belongs to
 * @param before the item before the change; null if there was none
 * @param after the item after the change; null if it was deleted
 * @param at the server's time
 * @param by who made it, if not the user
 */
public record Change(ItemKey key, Item before, Item after, Instant at, Optional<UserIdentity> by) {

  public Change {
    if (before == null && after == null) {
      throw new IllegalArgumentException("A change has an item before it, after it, or both");
    }
  }
}
