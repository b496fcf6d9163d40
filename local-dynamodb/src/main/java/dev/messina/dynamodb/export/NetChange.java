package dev.messina.dynamodb.export;

import dev.messina.dynamodb.item.Item;
import java.time.Instant;

/**
 * What all changes of an item in a window of time come to.
 *
 * @param at when the last of them was made
 * @param before the item before the window; null if there was none
 * @param after the item after the window; null if there was none
 */
record NetChange(Instant at, Item before, Item after) {

  private static final long MICROS = 1000;

  /** Either image, to take the key from. */
  Item any() {
    return after == null ? before : after;
  }

  /** By DynamoDB's count. */
  int bytes() {
    return (before == null ? 0 : before.size()) + (after == null ? 0 : after.size());
  }

  /** When the last change was made, in microseconds since 1970. */
  long micros() {
    return at.toEpochMilli() * MICROS;
  }
}
