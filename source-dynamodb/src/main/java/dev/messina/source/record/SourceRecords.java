package dev.messina.source.record;

import dev.messina.record.ChangeOperation;
import dev.messina.record.ChangeRecord;
import dev.messina.record.ChangeRecordWriter;
import dev.messina.record.ChangeSource;
import dev.messina.source.aws.KeyAttribute;
import dev.messina.source.change.Epoch;
import dev.messina.source.change.ItemJson;
import dev.messina.source.position.PositionCodec;
import dev.messina.source.position.SegmentPosition;
import dev.messina.source.position.ShardPosition;
import dev.messina.source.position.SourcePartition;
import dev.messina.source.position.SourcePosition;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.source.SourceRecord;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Identity;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** The records of one table. Apart from the time of handling, one change gives one record. */
public final class SourceRecords {

  /** How DynamoDB names itself where it has deleted an expired item. */
  private static final Identity TIME_TO_LIVE =
      Identity.builder().type("Service").principalId("dynamodb.amazonaws.com").build();

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final Origin origin;
  private final ItemKeys keys;
  private final Clock clock;

  /**
   * @param key the table's key attributes, the partition key first
   */
  public SourceRecords(Origin origin, List<KeyAttribute> key, Clock clock) {
    this.origin = origin;
    this.keys = new ItemKeys(origin.topics().topic(origin.table()), key);
    this.clock = clock;
  }

  /**
   * An item as the snapshot found it, written at the epoch.
   *
   * <p>The record has no timestamp of its own, so that the topic keeps it as long as one of today.
   *
   * @param position what is committed with the record
   * @param readAt when its page was read
   */
  public SourceRecord snapshot(
      Map<String, AttributeValue> item,
      SourcePartition.Segment partition,
      int totalSegments,
      SegmentPosition position,
      Instant readAt) {
    ChangeSource source =
        source(
            Epoch.micros(readAt),
            partition.epochMicros(),
            partition.epochMicros(),
            new ChangeSource.ScanSegment(partition.segment(), totalSegments));
    ChangeRecord change =
        new ChangeRecord(
            ChangeOperation.SNAPSHOT, null, ItemJson.write(item), source, handledNanos());
    return record(partition, position, null, key(item, "segment " + partition.segment()), change);
  }

  /**
   * A change of the stream; a delete may be followed by its tombstone.
   *
   * @param before the position in front of the change
   * @param position the position behind it, whose lineage ends in its write time
   */
  public List<SourceRecord> change(
      Record record,
      SourcePartition.Shard partition,
      ShardPosition before,
      ShardPosition position) {
    ChangeRecord change = changeRecord(record, partition, position);
    long changeMillis = position.lineage().changeMicros() / 1_000;
    Struct key =
        key(
            record.dynamodb().keys(),
            "shard '" + partition.shard() + "' at " + record.dynamodb().sequenceNumber());
    if (change.operation() != ChangeOperation.DELETE || !origin.topics().tombstonesOnDelete()) {
      return List.of(record(partition, position, changeMillis, key, change));
    }
    // The pair counts as sent only when its second record is.
    return List.of(
        record(partition, before, changeMillis, key, change),
        record(
            partition,
            position,
            changeMillis,
            key,
            null,
            null,
            ChangeRecordWriter.headers(change)));
  }

  private ChangeRecord changeRecord(
      Record record, SourcePartition.Shard partition, ShardPosition position) {
    ChangeOperation operation = operation(record, partition);
    ChangeSource.StreamShard shard =
        new ChangeSource.StreamShard(
            partition.stream(),
            partition.shard(),
            record.dynamodb().sequenceNumber(),
            record.eventID(),
            TIME_TO_LIVE.equals(record.userIdentity()),
            identity(record.userIdentity()));
    if (operation != ChangeOperation.DELETE && !record.dynamodb().hasNewImage()) {
      throw error(partition, record, "has no new image; the stream's view type must have NEW");
    }
    return new ChangeRecord(
        operation,
        record.dynamodb().hasOldImage() ? ItemJson.write(record.dynamodb().oldImage()) : null,
        operation == ChangeOperation.DELETE ? null : ItemJson.write(record.dynamodb().newImage()),
        source(
            position.lineage().changeMicros(),
            position.epochMicros(),
            position.lineage().writeMicros(),
            shard),
        handledNanos());
  }

  private ChangeOperation operation(Record record, SourcePartition.Shard partition) {
    OperationType type = record.eventName();
    return switch (type) {
      case INSERT -> ChangeOperation.CREATE;
      case MODIFY -> ChangeOperation.UPDATE;
      case REMOVE -> ChangeOperation.DELETE;
      case UNKNOWN_TO_SDK_VERSION ->
          throw error(partition, record, "is of an unknown kind of event; install a newer Messina");
    };
  }

  private ChangeSource source(
      long changeMicros, long epochMicros, long writeMicros, ChangeSource.Position position) {
    return new ChangeSource(
        origin.connectorVersion(),
        origin.topics().prefix(),
        origin.region(),
        origin.table(),
        changeMicros,
        epochMicros,
        writeMicros,
        position);
  }

  private SourceRecord record(
      SourcePartition partition,
      SourcePosition position,
      Long timestampMillis,
      Struct key,
      ChangeRecord change) {
    Struct value = ChangeRecordWriter.value(change);
    return record(
        partition,
        position,
        timestampMillis,
        key,
        value.schema(),
        value,
        ChangeRecordWriter.headers(change));
  }

  private SourceRecord record(
      SourcePartition partition,
      SourcePosition position,
      Long timestampMillis,
      Struct key,
      Schema valueSchema,
      Struct value,
      Headers headers) {
    return new SourceRecord(
        PositionCodec.encode(partition),
        PositionCodec.encode(position),
        origin.topics().topic(origin.table()),
        null,
        keys.schema(),
        key,
        valueSchema,
        value,
        timestampMillis,
        headers);
  }

  private Struct key(Map<String, AttributeValue> item, String where) {
    try {
      return keys.of(item);
    } catch (DataException e) {
      throw new DataException(
          "Table '"
              + origin.table()
              + "', "
              + where
              + ": "
              + e.getMessage()
              + ". The table seems to have been re-created while it was read; restart the"
              + " connector.",
          e);
    }
  }

  private ConnectException error(SourcePartition.Shard partition, Record record, String problem) {
    return new ConnectException(
        "Table '"
            + partition.table()
            + "', shard '"
            + partition.shard()
            + "': the record at sequence number "
            + record.dynamodb().sequenceNumber()
            + " "
            + problem
            + ".");
  }

  private static String identity(Identity identity) {
    return identity == null ? null : identity.type() + "/" + identity.principalId();
  }

  private long handledNanos() {
    Instant now = clock.instant();
    return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
  }
}
