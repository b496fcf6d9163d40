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
}
