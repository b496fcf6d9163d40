package dev.messina.record;

import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Where a record stands, for messages: {@code topic-partition@offset} where Kafka has given it one.
 * Says nothing of what the record holds.
 */
public record Coordinates(String text) {

  /**
   * A sink record's own coordinates are those of Kafka, whatever topic a transform has since given
   * it.
   */
  public static Coordinates of(ConnectRecord<?> record) {
    if (record instanceof SinkRecord sink) {
      return new Coordinates(
          sink.originalTopic()
              + "-"
              + sink.originalKafkaPartition()
              + "@"
              + sink.originalKafkaOffset());
    }
    return new Coordinates(String.valueOf(record.topic()));
  }

  /** An error about the record at these coordinates. */
  public DataException error(String problem) {
    return new DataException("Change record at " + text + ": " + problem + ".");
  }
}
