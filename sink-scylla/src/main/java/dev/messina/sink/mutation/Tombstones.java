package dev.messina.sink.mutation;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Null values that repeat a delete. Debezium sends one after each envelope that is a delete, and
 * ExtractNewRecordState may leave one behind each row that is marked as deleted, with the same key
 * and without a write timestamp, for compaction only. It is read as that delete once more, which
 * changes nothing however old the delete is.
 *
 * <p>Keeps one record for each of the task's partitions. Belongs to the task's thread.
 */
final class Tombstones {

  private final Map<TopicPartition, Delete> lastDeletes = new HashMap<>();

  /** A delete, with the key as it was in Kafka. */
  private record Delete(Object key, ReadRecord read) {}

  /**
   * The delete that the record repeats, in the record's place; else the record itself.
   *
   * @param record as it was in Kafka
   * @param read the same
   */
  ReadRecord read(SinkRecord record, ReadRecord read) {
    if (record.value() == null) {
      return read.headers().writeTimestamp() != null ? read : repeated(record, read);
    }
    if (read.isDelete()) {
      lastDeletes.put(partition(record), new Delete(record.key(), read));
    } else if (!lastDeletes.isEmpty()) {
      lastDeletes.computeIfPresent(
          partition(record),
          (partition, delete) -> Objects.equals(record.key(), delete.key()) ? null : delete);
    }
    return read;
  }

  private ReadRecord repeated(SinkRecord tombstone, ReadRecord readTombstone) {
    Delete delete = lastDeletes.get(partition(tombstone));
    if (delete == null || !Objects.equals(tombstone.key(), delete.key())) {
      return readTombstone;
    }
    SinkRecord read = delete.read().record();
    return new ReadRecord(
        tombstone.newRecord(
            tombstone.topic(),
            tombstone.kafkaPartition(),
            read.keySchema(),
            read.key(),
            read.valueSchema(),
            read.value(),
            read.timestamp(),
            read.headers()),
        delete.read().headers(),
        delete.read().form());
  }

  private static TopicPartition partition(SinkRecord record) {
    return new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
  }
}
