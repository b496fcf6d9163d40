package dev.messina.cli.sweep;

import dev.messina.verification.topic.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Topics as a reader finds them. The ends lie after open transactions too: the source's offsets may
 * be known as committed a moment before their transaction is so in every partition. For use by one
 * thread.
 */
record KafkaTopicLog(TopicReader reader) implements TopicLog {

  @Override
  public Map<Integer, Extent> partitions(String topic) {
    Map<Integer, Long> begins = reader.begins(topic);
    Map<Integer, Extent> extents = new HashMap<>();
    reader
        .ends(topic)
        .forEach((number, end) -> extents.put(number, new Extent(begins.get(number), end)));
    return extents;
  }

  @Override
  public void read(String topic, int number, long from, long end, Predicate<Passed> wantsMore) {
    reader.read(topic, number, from, end, record -> wantsMore.test(passed(record)));
  }

  private static Passed passed(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : record.headers()) {
      if (header.value() != null) {
        headers.put(
            header.key(), new String(header.value(), StandardCharsets.UTF_8).replace("\"", ""));
      }
    }
    return new Passed(headers);
  }
}
