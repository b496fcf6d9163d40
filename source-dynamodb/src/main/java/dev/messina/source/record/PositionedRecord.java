package dev.messina.source.record;

import dev.messina.record.ChangeSource;
import dev.messina.source.offset.SourceOffset;
import dev.messina.source.offset.SourceOffset.KeySnapshotOffset;
import dev.messina.source.offset.SourceOffset.SegmentOffset;
import dev.messina.source.offset.SourcePartition;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A record of an item that knows the position before it, should it be dropped on its way to Kafka.
 * Connect hands back the record that it was given, whatever transforms have made of it.
 */
public final class PositionedRecord extends SourceRecord {

  private final SourcePartition partition;
  private final SourceOffset before;
  private final ChangeSource.Position found;

  /**
   * @param before the position before what the record is about
   * @param found where it was found
   */
  PositionedRecord(
      SourceRecord record,
      SourcePartition partition,
      SourceOffset before,
      ChangeSource.Position found) {
    super(
        record.sourcePartition(),
        record.sourceOffset(),
        record.topic(),
        record.kafkaPartition(),
        record.keySchema(),
        record.key(),
        record.valueSchema(),
        record.value(),
        record.timestamp(),
        record.headers());
    this.partition = partition;
    this.before = before;
    this.found = found;
  }

  public SourcePartition partition() {
    return partition;
  }

  public SourceOffset before() {
    return before;
  }

  /** Where it was found, in words. */
  public String where() {
    String table = "Table '" + partition.table() + "', ";
    if (found instanceof ChangeSource.StreamShard shard) {
      return table + "shard '" + shard.shard() + "', sequence number " + shard.sequence();
    }
    if (before instanceof SegmentOffset segment) {
      ChangeSource.ScanSegment scanned = (ChangeSource.ScanSegment) found;
      return table
          + "segment "
          + scanned.segment()
          + " of "
          + scanned.totalSegments()
          + ", page "
          + (segment.pages() + 1);
    }
    return table + "listed key " + (((KeySnapshotOffset) before).next() + 1);
  }
}
