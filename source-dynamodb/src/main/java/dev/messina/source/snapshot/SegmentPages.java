package dev.messina.source.snapshot;

import dev.messina.source.aws.TableApi.ScanPage;
import dev.messina.source.offset.SourceOffset.SegmentOffset;
import dev.messina.source.offset.SourcePartition;
import java.util.concurrent.Callable;

/** Where the items of a snapshot come from: the table itself, or an export of it. */
sealed interface SegmentPages permits ScannedPages, ExportedPages {

  /**
   * The call for a page; it may run on another thread.
   *
   * @param position after which it begins
   * @param limit at most so many items
   */
  Callable<ScanPage> page(SourcePartition.Segment segment, SegmentOffset position, int limit);

  /** Whether a segment that has begun is read to its end before another one begins. */
  boolean oneAfterTheOther();
}
