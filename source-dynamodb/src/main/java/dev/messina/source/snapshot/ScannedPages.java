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

/**
 * Pages of a scan.
 *
 * @param keyNames the attributes of the table's key
 */
record ScannedPages(TableApi api, TableOffset table, List<String> keyNames)
    implements SegmentPages {

  @Override
  public Callable<ScanPage> page(
      SourcePartition.Segment segment, SegmentOffset position, int limit) {
    ScanCall call =
        new ScanCall(
            segment.table(),
            keyNames,
            segment.segment(),
            table.totalSegments(),
            position.lastKey() == null ? Map.of() : ItemJson.readKey(position.lastKey()),
            limit,
            table.consistentRead());
    return () -> api.scan(call);
  }

  /** By turns, so that the load is spread over the table's partitions. */
  @Override
  public boolean oneAfterTheOther() {
    return false;
  }
}
