package dev.messina.verification.check;

import dev.messina.verification.topic.RecordMarks;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Which change is the newest of its item: by write timestamp, as the target decides, and of equal
 * ones the last.
 */
record TopicPlace(int partition, long offset, long writeMicros) {

  /**
   * @throws IllegalStateException if the record has no write timestamp; with its coordinates
   */
  static TopicPlace of(ConsumerRecord<byte[], byte[]> record) {
    long micros =
        RecordMarks.of(record)
            .writeMicros()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        ("Record %s-%d@%d has no header messina.write.ts.us, so that nobody can say"
                                + " which change of its item is the newest; verify without"
                                + " --from-topic.")
                            .formatted(record.topic(), record.partition(), record.offset())));
    return new TopicPlace(record.partition(), record.offset(), micros);
  }

  boolean isNewerThan(TopicPlace other) {
    return writeMicros > other.writeMicros
        || (writeMicros == other.writeMicros && offset > other.offset);
  }
}
