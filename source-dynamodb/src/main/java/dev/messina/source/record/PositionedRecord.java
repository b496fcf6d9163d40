package dev.messina.source.record;

import dev.messina.record.ChangeSource;
import dev.messina.source.position.RepairPosition;
import dev.messina.source.position.SegmentPosition;
import dev.messina.source.position.SourcePartition;
import dev.messina.source.position.SourcePosition;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A record of an item that knows the position in front of it, should it be dropped on its way to
 * Kafka. Connect hands back the record that it was given, whatever transforms have made of it.
 */
public final class PositionedRecord extends SourceRecord {

  private final SourcePartition partition;
  private final SourcePosition before;
  private final ChangeSource.Position found;

  /**
   * @param before the position in front of what the record is about
   * @param found where it was found
   */
  PositionedRecord(
      SourceRecord record,
      SourcePartition partition,
      SourcePosition before,
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

  public SourcePosition before() {
    return before;
  }

  /** Where it was found, in words. */
  public String where() {
    String table = "Table '" + partition.table() + "', ";
    if (found instanceof ChangeSource.StreamShard shard) {
      return table + "shard '" + shard.shard() + "', sequence number " + shard.sequence();
    }
    if (before instanceof SegmentPosition segment) {
      ChangeSource.ScanSegment scanned = (ChangeSource.ScanSegment) found;
      return table
          + "segment "
          + scanned.segment()
          + " of "
          + scanned.totalSegments()
          + ", page "
          + (segment.pages() + 1);
    }
    return table + "listed key " + (((RepairPosition) before).next() + 1);
  }
}
