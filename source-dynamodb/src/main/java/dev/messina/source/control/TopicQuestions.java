package dev.messina.source.control;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** What a task asks Kafka about topics. Each answer may take seconds. */
@FunctionalInterface
public interface TopicQuestions extends Function<String, TopicQuestions.TopicHistory> {

  /**
   * Kafka's ids of topics, by name; those that do not exist are absent.
   *
   * @return empty if Kafka does not say
   */
  default Optional<Map<String, String>> ids(Collection<String> topics) {
    return Optional.empty();
  }

  /**
   * What a topic tells of the life of a connector before this one.
   *
   * @param holdsRecords whether it holds records or ever did
   * @param newestWriteMicros the newest write timestamp among its last records, in microseconds
   *     since 1970: a hint, since an older record may have a later one
   */
  record TopicHistory(boolean holdsRecords, OptionalLong newestWriteMicros) {

    /** A topic that never held a record, or is not there. */
    public static final TopicHistory NONE = new TopicHistory(false, OptionalLong.empty());

    /**
     * Asks Kafka.
     *
     * @throws org.apache.kafka.common.KafkaException if Kafka does not answer or refuses to say
     */
    public static TopicHistory of(Map<String, Object> settings, String topic, Duration timeout) {
      try (KafkaTopics topics = KafkaTopics.connect(settings, timeout)) {
        return topics.holdsRecords(topic)
            ? new TopicHistory(true, topics.newestWriteTimestamp(topic))
            : NONE;
      }
    }
  }
}
