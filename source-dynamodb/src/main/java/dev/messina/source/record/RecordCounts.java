package dev.messina.source.record;

import dev.messina.record.ChangeFacts;
import dev.messina.record.ChangeOperation;
import dev.messina.record.ChangeRecord;
import dev.messina.record.ChangeRecordSchema;
import dev.messina.record.ChangeRecordWriter;
import dev.messina.record.ChangeSource;
import dev.messina.source.aws.StreamRecord;
import dev.messina.source.aws.TableDescription.KeyAttribute;
import dev.messina.source.change.Epoch;
import dev.messina.source.change.Item;
import dev.messina.source.change.ItemJson;
import dev.messina.source.offset.OffsetCodec;
import dev.messina.source.offset.PartitionCodec;
import dev.messina.source.offset.ShardOffset;
import dev.messina.source.offset.SourceOffset;
import dev.messina.source.offset.SourceOffset.SegmentOffset;
import dev.messina.source.offset.SourcePartition;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Identity;
import software.amazon.awssdk.services.dynamodb.model.OperationType;

/** What did not go the usual way, counted since the task began. Safe for use by several threads. */
public final class RecordCounts {

  private final LongAdder ttlSkipped = new LongAdder();
  private final LongAdder beforeDropped = new LongAdder();
  private final LongAdder deadLettered = new LongAdder();
  private final LongAdder oversizeFailed = new LongAdder();

  /** Deletes of expired items that were skipped. */
  public long ttlSkipped() {
    return ttlSkipped.sum();
  }

  /** Records that went without the image before the change because they were too big with it. */
  public long beforeDropped() {
    return beforeDropped.sum();
  }

  /** Changes too big to send, in whose place a record without images went to the oversize topic. */
  public long deadLettered() {
    return deadLettered.sum();
  }

  /** Changes too big to send that failed the task. */
  public long oversizeFailed() {
    return oversizeFailed.sum();
  }

  void countTtlSkipped() {
    ttlSkipped.increment();
  }

  void countBeforeDropped() {
    beforeDropped.increment();
  }

  void countDeadLettered() {
    deadLettered.increment();
  }

  void countOversizeFailed() {
    oversizeFailed.increment();
  }
}
