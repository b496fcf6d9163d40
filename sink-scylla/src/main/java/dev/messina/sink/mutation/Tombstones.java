package dev.messina.sink.mutation;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Null values that repeat a delete. Debezium sends one behind each envelope that is a delete, and
 * ExtractNewRecordState may leave one behind each row that is marked as deleted, with the same key
 * and without a write time, for compaction only. It is read as that delete once more, which changes
 * nothing however old the delete is.
 *
 * <p>Keeps one record for each of the task's partitions. Belongs to the task's thread.
 */
final class Tombstones {

  private final Map<TopicPartition, Delete> lastDeletes = new HashMap<>();
  private final WriteTimes times;

  /** A delete, with the key as it was in Kafka. */
  private record Delete(Object key, SinkRecord read) {}

  Tombstones(WriteTimes times) {
    this.times = times;
  }

  /**
   * The delete that the record repeats, in the record's place; else the record itself.
   *
   * @param read the record in one of the forms that mutations are made of
   */
  SinkRecord read(SinkRecord record, SinkRecord read) {
    if (record.value() == null) {
      return times.areInHeaderOf(record) ? read : repeated(record, read);
    }
    if (isDelete(read)) {
      lastDeletes.put(partition(record), new Delete(record.key(), read));
    } else {
      lastDeletes.computeIfPresent(
          partition(record),
          (partition, delete) -> Objects.equals(record.key(), delete.key()) ? null : delete);
    }
    return read;
  }

  private static boolean isDelete(SinkRecord read) {
    Object value = read.value();
    if (Envelope.is(value)) {
      return Envelope.of(value).isDelete();
    }
    return RowFields.has(value) && FlattenedRows.isDelete(read, RowFields.of(value));
  }

  private SinkRecord repeated(SinkRecord tombstone, SinkRecord readTombstone) {
    Delete delete = lastDeletes.get(partition(tombstone));
    if (delete == null || !Objects.equals(tombstone.key(), delete.key())) {
      return readTombstone;
    }
    SinkRecord read = delete.read();
    return tombstone.newRecord(
        tombstone.topic(),
        tombstone.kafkaPartition(),
        read.keySchema(),
        read.key(),
        read.valueSchema(),
        read.value(),
        read.timestamp(),
        read.headers());
  }

  private static TopicPartition partition(SinkRecord record) {
    return new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
  }
}
