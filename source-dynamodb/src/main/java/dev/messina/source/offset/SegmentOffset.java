package dev.messina.source.offset;

/**
 * How far the scan of a segment has come.
 *
 * @param lastKey the key after which the next page begins, as DynamoDB JSON, or null at the start
 * @param pages how many pages were read
 * @param items how many items they held
 * @param done whether the last page was read
 */
public record SegmentOffset(String lastKey, long pages, long items, boolean done)
    implements SourceOffset {

  /** Before the first page. */
  public static final SegmentOffset START = new SegmentOffset(null, 0, 0, false);

  /**
   * The position after one more page.
   *
   * @param lastKey where the next page begins, or null if there is none
   */
  public SegmentOffset next(String lastKey, int itemsOfPage) {
    return new SegmentOffset(lastKey, pages + 1, items + itemsOfPage, lastKey == null);
  }

  @Override
  public <T> T fold(Kinds<T> kinds) {
    return kinds.segment(this);
  }
}
