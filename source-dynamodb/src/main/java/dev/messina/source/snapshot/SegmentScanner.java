package dev.messina.source.snapshot;

import dev.messina.source.aws.TableApi;
import dev.messina.source.aws.TableApi.ScanCall;
import dev.messina.source.aws.TableApi.ScanPage;
import dev.messina.source.change.ItemJson;
import dev.messina.source.offset.SourceOffset.SegmentOffset;
import dev.messina.source.offset.SourcePartition;
import dev.messina.source.offset.TableOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Reads one segment of a table's scan, page by page. Not safe for use by several threads. */
final class SegmentScanner {

  private final TableApi api;
  private final SourcePartition.Segment partition;
  private final TableOffset table;
  private final List<String> keyNames;
  private SegmentOffset position;
  private int failures;
  private long restsUntilNanos = Long.MIN_VALUE;

  /**
   * @param keyNames the attributes of the table's key
   */
  SegmentScanner(
      TableApi api,
      SourcePartition.Segment partition,
      TableOffset table,
      List<String> keyNames,
      SegmentOffset position) {
    this.api = api;
    this.partition = partition;
    this.table = table;
    this.keyNames = keyNames;
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
    ScanCall call =
        new ScanCall(
            partition.table(),
            keyNames,
            partition.segment(),
            table.totalSegments(),
            position.lastKey() == null ? Map.of() : ItemJson.readKey(position.lastKey()),
            limit,
            table.consistentRead());
    return () -> api.scan(call);
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
