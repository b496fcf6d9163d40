package dev.messina.sink.mutation;

import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Where a record stands in Kafka, for messages: {@code topic-partition@offset}. It is the record's
 * original place, whatever topic a transform has since given it.
 */
public record RecordCoordinates(String topic, int partition, long offset) {

  public static RecordCoordinates of(SinkRecord record) {
    return new RecordCoordinates(
        record.originalTopic(), record.originalKafkaPartition(), record.originalKafkaOffset());
  }

  /**
   * The error for which this record is dead-lettered. It must say what, where and what to do, and
   * must not carry a value of the record: its message ends up in logs and dead-letter headers.
   */
  public DataException error(String problem) {
    return new DataException(message(problem));
  }

  /** The error for which this record is dead-lettered: the names of its key's fields. */
  public KeyMismatch keyMismatch(String problem) {
    return new KeyMismatch(message(problem));
  }

  private String message(String problem) {
    return "Record at " + this + ": " + problem + ".";
  }

  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }

  /**
   * A record whose key has other fields than the table's primary key has columns. It is about names
   * alone, so that it is true of every record with the same fields in its key.
   */
  public static final class KeyMismatch extends DataException {

    private static final long serialVersionUID = 1L;

    KeyMismatch(String message) {
      super(message);
    }
  }
}
