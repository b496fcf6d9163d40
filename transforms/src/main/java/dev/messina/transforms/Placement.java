package dev.messina.transforms;

import java.util.Map;

/** Where an item belongs under a mapping. */
sealed interface Placement {

  /** The item belongs to another target. */
  Placement ELSEWHERE = new Elsewhere();

  /**
   * The item has a row.
   *
   * @param parts what templates have captured on the way
   */
  record At(TargetKey key, Map<String, String> parts) implements Placement {}

  /** The item belongs to another target. */
  record Elsewhere() implements Placement {}

  /** The item belongs to this target, but its row's key cannot be made. */
  record Impossible(String problem) implements Placement {}

  /**
   * Only the item's key is known, and it does not tell.
   *
   * @param row the only row that the item can have, or null if the key does not tell that either
   */
  record Unsure(At row) implements Placement {}
}
