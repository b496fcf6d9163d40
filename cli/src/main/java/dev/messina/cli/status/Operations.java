package dev.messina.cli.status;

import dev.messina.verification.topic.RecordMarks;
import dev.messina.verification.topic.TopicReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How many records of a topic are of which operation, by their header {@code messina.op}. Goes on
 * where it was. For use by one thread.
 */
final class Operations {

  /** Those that are counted one by one: a read of a scan, an insert, a change, a delete. */
  static final List<String> KNOWN = List.of("r", "c", "u", "d");

  /** A record without that header, or with another. */
  static final String OTHER = "other";

  private final TopicReader reader;
  private final String topic;
  private final Map<Integer, Long> next;
  private final Map<String, Long> counts = new HashMap<>();

  /**
   * @param from by partition, where counting begins; else at the first record that is kept
   */
  Operations(TopicReader reader, String topic, Map<Integer, Long> from) {
    this.reader = reader;
    this.topic = topic;
    this.next = new HashMap<>(from);
  }

  /**
   * By operation, how many there are from where counting began.
   *
   * @param until by partition, the offset before which it ends
   */
  Map<String, Long> until(Map<Integer, Long> until) {
    Map<Integer, Long> begins = reader.begins(topic);
    until.forEach(
        (partition, end) -> {
          long kept = begins.getOrDefault(partition, end);
          long from = Math.max(kept, next.getOrDefault(partition, kept));
          if (from < end) {
            next.put(partition, reader.read(topic, partition, from, end, this::count));
          }
        });
    return Map.copyOf(counts);
  }

  private boolean count(ConsumerRecord<byte[], byte[]> record) {
    String operation = RecordMarks.of(record).operation().filter(KNOWN::contains).orElse(OTHER);
    counts.merge(operation, 1L, Long::sum);
    return true;
  }
}
