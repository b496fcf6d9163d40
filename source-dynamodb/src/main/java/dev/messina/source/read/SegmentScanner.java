package dev.messina.source.read;

import dev.messina.source.aws.ScanCall;
import dev.messina.source.aws.ScanPage;
import dev.messina.source.aws.TableApi;
import dev.messina.source.change.ItemJson;
import dev.messina.source.position.SegmentPosition;
import dev.messina.source.position.SourcePartition;
import dev.messina.source.position.TablePosition;
import java.util.Map;
import java.util.concurrent.Callable;

/** Reads one segment of a table's scan, page by page. Not safe for use by several threads. */
public final class SegmentScanner {

  private final TableApi api;
  private final SourcePartition.Segment partition;
  private final TablePosition table;
  private final int pageLimit;
  private SegmentPosition position;

  public SegmentScanner(
      TableApi api,
      SourcePartition.Segment partition,
      TablePosition table,
      int pageLimit,
      SegmentPosition position) {
    this.api = api;
    this.partition = partition;
    this.table = table;
    this.pageLimit = pageLimit;
    this.position = position;
  }

  public SourcePartition.Segment partition() {
    return partition;
  }

  public SegmentPosition position() {
    return position;
  }

  /** The call for the next page; it may run on another thread. */
  public Callable<ScanPage> nextPage() {
    ScanCall call =
        new ScanCall(
            partition.table(),
            partition.segment(),
            table.totalSegments(),
            position.lastKey() == null ? Map.of() : ItemJson.readKey(position.lastKey()),
            pageLimit,
            table.consistentRead());
    return () -> api.scan(call);
  }

  /** Moves behind a page and returns the position there. */
  public SegmentPosition advance(ScanPage page) {
    String lastKey = page.lastKey().isEmpty() ? null : ItemJson.write(page.lastKey());
    position = position.next(lastKey, page.items().size());
    return position;
  }
}
