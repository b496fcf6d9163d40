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

/**
 * The records of one table. Apart from the time of handling, one change gives one record. Not safe
 * for use by several threads.
 */
public final class SourceRecords {

  private static final Logger LOG = LoggerFactory.getLogger(SourceRecords.class);

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** Keys that are read again one by one are no scan; to a reader they are one of one segment. */
  private static final ChangeSource.ScanSegment REPAIR = new ChangeSource.ScanSegment(0, 1);

  private final Origin origin;
  private final String topic;
  private final ItemKeys keys;
  private final ChangeFacts scanned;
  private final ChangeFacts readAgain;
  private final Map<ChangeFacts.BeforeImages, ChangeFacts> changed =
      new EnumMap<>(ChangeFacts.BeforeImages.class);
  private final Images images;
  private final Oversize oversize;
  private final DeadLetters deadLetters;
  private final RecordCounts counts;
  private final Clock clock;
  private final LogPace skippedPace;

  private SourcePartition lastPartition;
  private Map<String, String> lastPartitionMap;

  /**
   * A change on its way into a record.
   *
   * @param item the item, or as much of it as its key
   */
  private record Sending(
      SourcePartition partition,
      SourceOffset before,
      SourceOffset position,
      Long timestampMillis,
      Map<String, AttributeValue> item,
      Struct key,
      ChangeRecord change) {}

  /**
   * @param key the table's key attributes, the partition key first
   * @param counts outlives this object, so that a later epoch counts on
   */
  public SourceRecords(Origin origin, List<KeyAttribute> key, RecordCounts counts, Clock clock) {
    this.origin = origin;
    this.topic = origin.topics().topic(origin.table());
    this.keys = new ItemKeys(topic, key);
    this.scanned = new ChangeFacts(keys.parts(), null, false);
    this.readAgain = new ChangeFacts(keys.parts(), null, true);
    for (ChangeFacts.BeforeImages kept : ChangeFacts.BeforeImages.values()) {
      changed.put(kept, new ChangeFacts(keys.parts(), kept, false));
    }
    this.images = new Images(origin.settings());
    this.oversize = new Oversize(origin, key, counts, clock);
    this.deadLetters = new DeadLetters(origin);
    this.counts = counts;
    this.clock = clock;
    this.skippedPace = new LogPace(clock);
  }

  /** The attributes of the table's key, the partition key first. */
  public List<String> keyNames() {
    return keys.names();
  }

  /**
   * An item as the snapshot found it, written at the epoch.
   *
   * <p>The record has no timestamp of its own, so that the topic keeps it as long as one of today.
   *
   * @param before the position before its page
   * @param position what is committed with the record
   * @param readAt when its page was read
   * @throws ConnectException if it is too big and {@code oversize.policy} has no place for it
   */
  public SourceRecord snapshot(
      Item item,
      SourcePartition.Segment partition,
      int totalSegments,
      SegmentOffset before,
      SegmentOffset position,
      Instant readAt) {
    ChangeSource source =
        source(
            Epoch.micros(readAt),
            partition.epochMicros(),
            partition.epochMicros(),
            new ChangeSource.ScanSegment(partition.segment(), totalSegments),
            scanned);
    Struct key = key(item.key(), () -> "segment " + partition.segment());
    ChangeRecord change = found(item.json(), source);
    return sent(new Sending(partition, before, position, null, item.key(), key, change)).get(0);
  }

  /**
   * A listed key as it was read again under a later epoch: the item, written at exactly the epoch,
   * or its delete just below, which an item written at the epoch would outrank. A delete may be
   * followed by its tombstone.
   *
   * @param key the key of the item
   * @param item the item, or null if there is none
   * @param before the position before the key
   * @param position the position after it
   * @param readAt when it was read
   * @throws ConnectException if it is too big and {@code oversize.policy} has no place for it
   */
  public List<SourceRecord> repaired(
      Map<String, AttributeValue> key,
      Map<String, AttributeValue> item,
      SourcePartition partition,
      SourceOffset before,
      SourceOffset position,
      long epochMicros,
      Instant readAt) {
    long readMicros = Epoch.micros(readAt);
    ChangeRecord change =
        item == null
            ? new ChangeRecord(
                ChangeOperation.DELETE,
                images.beforeRepair(key),
                null,
                source(readMicros, epochMicros, epochMicros - 1, REPAIR, readAgain),
                handledNanos())
            : found(
                ItemJson.write(item),
                source(readMicros, epochMicros, epochMicros, REPAIR, readAgain));
    Struct keyStruct = key(key, () -> "a listed key");
    return sent(new Sending(partition, before, position, null, key, keyStruct, change));
  }

  /**
   * A change of the stream; a delete may be followed by its tombstone.
   *
   * @param before the position before the change
   * @param position the position after it, whose lineage ends in its write timestamp
   * @return its records, of which the last carries the position; none if the change is skipped, in
   *     which case the position still has to be committed some other way
   * @throws ConnectException if it is too big and {@code oversize.policy} has no place for it
   */
  public List<SourceRecord> change(
      StreamRecord record,
      SourcePartition.Shard partition,
      ShardOffset before,
      ShardOffset position) {
    if (!origin.settings().emitsTtlDeletes() && record.isExpiry()) {
      skip(record, partition);
      return List.of();
    }
    ChangeRecord change = changeRecord(record, partition, position);
    Map<String, AttributeValue> item = record.key();
    Struct key = key(item, () -> "shard '" + partition.shard() + "' at " + record.sequence());
    long changeMillis = position.writeClock().changeMicros() / 1_000;
    return sent(new Sending(partition, before, position, changeMillis, item, key, change));
  }

  private List<SourceRecord> sent(Sending sending) {
    Oversize.Fit fit = oversize.fit(sending.key(), sending.change());
    if (fit == Oversize.Fit.DEAD_LETTER) {
      return List.of(deadLetter(sending));
    }
    boolean tombstone =
        sending.change().operation() == ChangeOperation.DELETE
            && origin.topics().tombstonesOnDelete();
    Headers headers = headers(sending.change());
    ChangeRecord change = sending.change();
    if (fit == Oversize.Fit.WITHOUT_BEFORE) {
      headers.addBoolean(ChangeRecordSchema.BEFORE_DROPPED_HEADER, true);
      change = Oversize.withoutBefore(change);
    }
    Struct value = ChangeRecordWriter.value(change);
    if (!tombstone) {
      return List.of(record(sending, sending.position(), topic, value, headers));
    }
    // The pair counts as sent only when its second record is.
    return List.of(
        record(sending, sending.before(), topic, value, headers),
        record(sending, sending.position(), topic, null, headers.duplicate()));
  }

  private SourceRecord deadLetter(Sending sending) {
    ChangeRecord change = sending.change();
    long bytes = oversize.bytes(sending.key(), change);
    Headers headers = headers(change);
    deadLetters.describe(headers, change, bytes, oversize.problem(sending.key(), change));
    String key = ItemJson.write(keys.attributesOf(sending.item()));
    return record(
        sending,
        sending.position(),
        deadLetters.topic(),
        deadLetters.value(key, change, bytes),
        headers);
  }

  private SourceRecord record(
      Sending sending, SourceOffset position, String toTopic, Struct value, Headers headers) {
    return new PositionedRecord(
        new SourceRecord(
            partitionMap(sending.partition()),
            OffsetCodec.encode(position),
            toTopic,
            null,
            keys.schema(),
            sending.key(),
            value == null ? null : value.schema(),
            value,
            sending.timestampMillis(),
            headers),
        sending.partition(),
        sending.before(),
        sending.change().source().position());
  }

  /** Records come in pages of one partition, which Connect only reads. */
  private Map<String, String> partitionMap(SourcePartition partition) {
    if (!partition.equals(lastPartition)) {
      lastPartition = partition;
      lastPartitionMap = PartitionCodec.encode(partition);
    }
    return lastPartitionMap;
  }

  private Headers headers(ChangeRecord change) {
    Headers headers = ChangeRecordWriter.headers(change);
    if (origin.settings().extendedHeaders()) {
      headers
          .addString("__debezium.context.connectorLogicalName", origin.topics().prefix())
          .addString("__debezium.context.taskId", origin.task())
          .addString("__debezium.context.connectorName", ChangeRecordSchema.CONNECTOR);
    }
    return headers;
  }

  private ChangeRecord found(String item, ChangeSource source) {
    return new ChangeRecord(
        ChangeOperation.SNAPSHOT, null, images.of(item), source, handledNanos());
  }

  private ChangeRecord changeRecord(
      StreamRecord record, SourcePartition.Shard partition, ShardOffset position) {
    ChangeOperation operation = operation(record, partition);
    ChangeSource.StreamShard shard =
        new ChangeSource.StreamShard(
            partition.stream(),
            partition.shard(),
            record.sequence(),
            record.eventId(),
            record.isExpiry(),
            identity(record.identity()));
    if (operation != ChangeOperation.DELETE && record.newImage() == null) {
      throw new ConnectException(
          where(record, partition) + " has no new image; the stream's view type must have NEW.");
    }
    return new ChangeRecord(
        operation,
        images.before(record, operation),
        operation == ChangeOperation.DELETE ? null : images.of(record.newImage()),
        source(
            position.writeClock().changeMicros(),
            position.epochMicros(),
            position.writeClock().writeMicros(),
            shard,
            changeFacts(images.kept(record, operation))),
        handledNanos());
  }

  /**
   * @param kept null if the record does not say
   */
  private ChangeFacts changeFacts(ChangeFacts.BeforeImages kept) {
    return kept == null ? scanned : changed.get(kept);
  }

  private ChangeOperation operation(StreamRecord record, SourcePartition.Shard partition) {
    OperationType type = record.type();
    return switch (type) {
      case INSERT -> ChangeOperation.CREATE;
      case MODIFY -> ChangeOperation.UPDATE;
      case REMOVE -> ChangeOperation.DELETE;
      case UNKNOWN_TO_SDK_VERSION ->
          throw new ConnectException(
              where(record, partition)
                  + " is of an unknown kind of event; install a newer Messina.");
    };
  }

  private ChangeSource source(
      long changeMicros,
      long epochMicros,
      long writeMicros,
      ChangeSource.Position position,
      ChangeFacts facts) {
    return new ChangeSource(
        origin.connectorVersion(),
        origin.topics().prefix(),
        origin.region(),
        origin.table(),
        changeMicros,
        epochMicros,
        writeMicros,
        position,
        facts);
  }

  private Struct key(Map<String, AttributeValue> item, Supplier<String> where) {
    try {
      return keys.of(item);
    } catch (DataException e) {
      throw new DataException(
          "Table '"
              + origin.table()
              + "', "
              + where.get()
              + ": "
              + e.getMessage()
              + ". The table seems to have been re-created while it was read; restart the"
              + " connector.",
          e);
    }
  }

  private void skip(StreamRecord record, SourcePartition.Shard partition) {
    counts.countTtlSkipped();
    if (skippedPace.due()) {
      LOG.info(
          "{} is the delete of an expired item, skipped by ttl.deletes=skip ({} so far)",
          where(record, partition),
          counts.ttlSkipped());
    }
  }

  private static String where(StreamRecord record, SourcePartition.Shard partition) {
    return "Table '"
        + partition.table()
        + "', shard '"
        + partition.shard()
        + "': the record at sequence number "
        + record.sequence();
  }

  private static String identity(Identity identity) {
    return identity == null ? null : identity.type() + "/" + identity.principalId();
  }

  private long handledNanos() {
    Instant now = clock.instant();
    return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
  }
}
