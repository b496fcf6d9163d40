package dev.messina.record;

import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Where a record stands, for messages: {@code topic-partition@offset} where Kafka has given it one.
 * Says nothing of what the record holds. Costs nothing until it is asked for its text.
 */
public record Coordinates(ConnectRecord<?> record) {

  public static Coordinates of(ConnectRecord<?> record) {
    return new Coordinates(record);
  }

  /** A sink record's coordinates are those of Kafka, whatever topic a transform has given it. */
  public String text() {
    if (record instanceof SinkRecord sink) {
      return sink.originalTopic()
          + "-"
          + sink.originalKafkaPartition()
          + "@"
          + sink.originalKafkaOffset();
    }
    return String.valueOf(record.topic());
  }

  /** An error about the record at these coordinates. */
  public DataException error(String problem) {
    return new DataException("Change record at " + text() + ": " + problem + ".");
  }
}
