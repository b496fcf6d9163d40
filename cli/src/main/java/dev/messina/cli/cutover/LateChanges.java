package dev.messina.cli.cutover;

import dev.messina.verification.frontier.Frontier;
import dev.messina.verification.topic.RecordMarks;
import dev.messina.verification.topic.TopicReader;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Changes that were made after the writers had stopped, by the stream's own times.
 *
 * @param changes how many there are on the topic
 * @param newestMillis when the newest was made, in milliseconds since 1970; 0 if there is none
 * @param untimed of how many changes since then the topic does not tell when they were made
 */
public record LateChanges(long changes, long newestMillis, long untimed) {

  /** Those on a topic. The stream's times are whole seconds, and two clocks are compared. */
  static LateChanges of(TopicReader reader, String topic, Instant stopped) {
    long after = stopped.plus(Frontier.CLOCK_MARGIN).toEpochMilli();
    long[] found = new long[3];
    Map<Integer, Long> begins = reader.begins(topic);
    Map<Integer, Long> ends = reader.ends(topic);
    reader
        .at(topic, stopped)
        .forEach(
            (partition, offset) -> {
              long from = Math.max(offset, begins.getOrDefault(partition, 0L));
              long end = ends.getOrDefault(partition, 0L);
              if (from < end) {
                reader.read(topic, partition, from, end, record -> count(record, after, found));
              }
            });
    return new LateChanges(found[0], found[1], found[2]);
  }

  private static boolean count(ConsumerRecord<byte[], byte[]> record, long after, long[] found) {
    RecordMarks marks = RecordMarks.of(record);
    if (marks.isItem()) {
      return true;
    }
    OptionalLong made = marks.changeMillis();
    if (made.isEmpty()) {
      found[2]++;
    } else if (made.getAsLong() > after) {
      found[0]++;
      found[1] = Math.max(found[1], made.getAsLong());
    }
    return true;
  }
}
