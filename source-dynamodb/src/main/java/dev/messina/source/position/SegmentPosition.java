package dev.messina.source.position;

/**
 * How far the scan of a segment has come.
 *
 * @param lastKey the key behind which the next page begins, as DynamoDB JSON, or null at the start
 * @param pages how many pages were read
 * @param items how many items they held
 * @param done whether the last page was read
 */
public record SegmentPosition(String lastKey, long pages, long items, boolean done)
    implements SourcePosition {

  /** Before the first page. */
  public static final SegmentPosition START = new SegmentPosition(null, 0, 0, false);

  /**
   * The position behind one more page.
   *
   * @param lastKey where the next page begins, or null if there is none
   */
  public SegmentPosition next(String lastKey, int itemsOfPage) {
    return new SegmentPosition(lastKey, pages + 1, items + itemsOfPage, lastKey == null);
  }
}
