package dev.messina.source.snapshot;

import dev.messina.source.aws.TableApi.ScanPage;
import dev.messina.source.change.ItemJson;
import dev.messina.source.offset.SourceOffset.SegmentOffset;
import dev.messina.source.offset.SourcePartition;
import java.util.concurrent.Callable;

/** Reads one segment of a snapshot, page by page. Not safe for use by several threads. */
final class SegmentScanner {

  private final SegmentPages pages;
  private final SourcePartition.Segment partition;
  private SegmentOffset position;
  private int failures;
  private long restsUntilNanos = Long.MIN_VALUE;

  SegmentScanner(SegmentPages pages, SourcePartition.Segment partition, SegmentOffset position) {
    this.pages = pages;
    this.partition = partition;
    this.position = position;
  }

  SourcePartition.Segment partition() {
    return partition;
  }

  SegmentOffset position() {
    return position;
  }

  /**
   * The call for the next page; it may run on another thread.
   *
   * @param limit at most so many items
   */
  Callable<ScanPage> nextPage(int limit) {
    return pages.page(partition, position, limit);
  }

  /** Moves after a page and returns the position there. */
  SegmentOffset advance(ScanPage page) {
    String lastKey = page.lastKey().isEmpty() ? null : ItemJson.write(page.lastKey());
    position = position.next(lastKey, page.items().size());
    failures = 0;
    return position;
  }

  /** Notes a failed call and returns how many there were since the last page. */
  int fail() {
    return ++failures;
  }

  void restUntil(long nanos) {
    restsUntilNanos = nanos;
  }

  boolean restsAt(long nanos) {
    return nanos < restsUntilNanos;
  }
}
