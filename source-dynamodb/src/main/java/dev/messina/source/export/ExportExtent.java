package dev.messina.source.export;

import java.time.Instant;

/** What an export holds of its table. */
public sealed interface ExportExtent {

  /**
   * All items.
   *
   * @param time as they were then
   */
  record Full(Instant time) implements ExportExtent {}

  /**
   * The items that changed.
   *
   * @param from the first moment of the window
   * @param to the first moment behind it
   * @param withOldImages whether the items as they were are there as well
   */
  record Incremental(Instant from, Instant to, boolean withOldImages) implements ExportExtent {}
}
